// A second case beside the one in tests/support: two people with the same words would be told that one of them has copied.

export const BAKERY_THIN =
  'A bakery owed us money for months. I rang the owner and she told me that the oven had failed. I offered her a plan with smaller payments, and by the summer the account was clear.';
export const BAKERY_FAIR =
  'A bakery owed us 2,300 dollars and was 75 days late. I rang the owner, asked what had happened, and she told me that the oven had failed. I offered three dates, she chose two of them, and I wrote both down while she was on the line. She paid 1,150 dollars on each date, and in May the account was clear.';
