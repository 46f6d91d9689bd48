// What people call a place or its clock where the zone database has no name for it: large cities, states, abbreviations.

/** By IANA zone, with commas between. A name of several places stands under each of them. */
const PLACES: Readonly<Record<string, string>> = {
  'America/New_York':
    'New York City, NYC, Miami, Boston, Atlanta, Washington, Washington DC, Washington D.C., Philadelphia, Charlotte, Orlando, Tampa, Jacksonville, Baltimore, Pittsburgh, Cleveland, Columbus, Cincinnati, Raleigh, Richmond, Buffalo, Rochester, Newark, Hartford, Portland, Springfield, Cambridge, Brooklyn, Georgia, Florida, Massachusetts, Pennsylvania, New Jersey, Ohio, Virginia, North Carolina, South Carolina, Maryland, Connecticut, Maine, Vermont, New Hampshire, Rhode Island, Delaware, West Virginia, New York State, District of Columbia, Kentucky, Indiana, Tennessee',
  'America/Chicago':
    'Dallas, Houston, Austin, San Antonio, Fort Worth, Minneapolis, St Louis, Saint Louis, Kansas City, Milwaukee, New Orleans, Nashville, Memphis, Oklahoma City, Omaha, Birmingham, Springfield, Des Moines, Sioux Falls, Texas, Illinois, Wisconsin, Minnesota, Missouri, Iowa, Alabama, Mississippi, Louisiana, Arkansas, Oklahoma, Kansas, Nebraska, North Dakota, South Dakota, Tennessee, Florida, Kentucky, Indiana',
  'America/Denver':
    'Salt Lake City, Albuquerque, El Paso, Colorado Springs, Colorado, Utah, New Mexico, Wyoming, Montana, Idaho, Texas, Kansas, Nebraska, North Dakota, South Dakota',
  'America/Los_Angeles':
    'LA, San Francisco, Seattle, San Diego, San Jose, Las Vegas, Portland, Sacramento, Oakland, California, Washington, Washington State, Oregon, Nevada, Idaho',
  'America/Phoenix': 'Tucson, Mesa, Arizona',
  'America/Anchorage': 'Alaska',
  'Pacific/Honolulu': 'Hawaii',
  'America/Detroit': 'Michigan, Grand Rapids',
  'America/Indiana/Indianapolis': 'Indiana',
  'America/Boise': 'Idaho',
  'America/Toronto': 'Montreal, Ottawa, Quebec, Quebec City, Hamilton, Ontario, Mississauga',
  'America/Edmonton': 'Calgary, Alberta',
  'America/Vancouver': 'British Columbia',
  'America/Winnipeg': 'Manitoba',
  'America/Regina': 'Saskatchewan, Saskatoon',
  'America/Halifax': 'Nova Scotia, New Brunswick',
  'America/St_Johns': 'Newfoundland',
  'America/Mexico_City': 'Guadalajara, Puebla, Leon, Queretaro, CDMX',
  'America/Cancun': 'Playa del Carmen, Quintana Roo',
  'America/Bogota': 'Medellin, Cali, Barranquilla',
  'America/Caracas': 'Maracaibo, Valencia',
  'America/Costa_Rica': 'San Jose',
  'America/Guayaquil': 'Quito',
  'America/La_Paz': 'Santa Cruz',
  'America/Sao_Paulo': 'Rio de Janeiro, Rio, Brasilia, Belo Horizonte, Curitiba, Porto Alegre',
  'America/Argentina/Buenos_Aires': 'Rosario, La Plata',
  'America/Santiago': 'Valparaiso, Concepcion',
  'Europe/London':
    'Birmingham, Manchester, Edinburgh, Glasgow, Leeds, Liverpool, Bristol, Sheffield, Newcastle, Nottingham, Leicester, Cardiff, Belfast, Oxford, Cambridge, Aberdeen, Southampton, Brighton, Northern Ireland',
  'Europe/Dublin': 'Cork, Galway, Limerick',
  'Europe/Madrid':
    'Barcelona, Valencia, Seville, Sevilla, Bilbao, Malaga, Zaragoza, Alicante, Granada, Cordoba, Murcia, Palma, Valladolid, Vigo, Catalonia',
  'Atlantic/Canary': 'Las Palmas, Tenerife, Canary Islands',
  'Europe/Lisbon': 'Porto, Oporto, Braga',
  'Europe/Paris': 'Lyon, Marseille, Toulouse, Nice, Bordeaux, Lille, Nantes, Strasbourg, Montpellier',
  'Europe/Berlin':
    'Munich, Hamburg, Frankfurt, Cologne, Stuttgart, Dusseldorf, Leipzig, Dresden, Hanover, Nuremberg, Bremen, Munchen, Koln, Bavaria',
  'Europe/Rome': 'Milan, Milano, Naples, Napoli, Turin, Florence, Venice, Bologna, Palermo, Genoa',
  'Europe/Zurich': 'Geneva, Basel, Bern, Lausanne',
  'Europe/Vienna': 'Graz, Linz, Salzburg',
  'Europe/Amsterdam': 'Rotterdam, The Hague, Utrecht, Eindhoven',
  'Europe/Brussels': 'Antwerp, Ghent, Bruges, Liege',
  'Europe/Stockholm': 'Gothenburg, Malmo',
  'Europe/Oslo': 'Bergen',
  'Europe/Copenhagen': 'Aarhus',
  'Europe/Warsaw': 'Krakow, Cracow, Wroclaw, Gdansk, Lodz, Poznan',
  'Europe/Prague': 'Brno',
  'Europe/Bucharest': 'Cluj',
  'Europe/Athens': 'Thessaloniki',
  'Europe/Kyiv': 'Lviv, Odesa, Kharkiv, Kiev',
  'Europe/Moscow': 'Saint Petersburg, St Petersburg',
  'Europe/Istanbul': 'Ankara, Izmir',
  'Asia/Jerusalem': 'Tel Aviv, Haifa',
  'Asia/Dubai': 'Abu Dhabi, Sharjah',
  'Asia/Riyadh': 'Jeddah, Mecca',
  'Asia/Karachi': 'Lahore, Islamabad, Hyderabad',
  'Asia/Kolkata':
    'Mumbai, Bombay, Delhi, New Delhi, Bangalore, Bengaluru, Chennai, Madras, Hyderabad, Pune, Ahmedabad, Jaipur, Lucknow, Kochi, Gurgaon, Noida, Chandigarh',
  'Asia/Dhaka': 'Chittagong',
  'Asia/Bangkok': 'Chiang Mai',
  'Asia/Ho_Chi_Minh': 'Hanoi',
  'Asia/Jakarta': 'Surabaya, Bandung',
  'Asia/Makassar': 'Bali, Denpasar',
  'Asia/Kuala_Lumpur': 'Penang',
  'Asia/Manila': 'Cebu, Quezon City, Davao, Makati',
  'Asia/Shanghai': 'Beijing, Peking, Shenzhen, Guangzhou, Chengdu, Wuhan',
  'Asia/Tokyo': 'Osaka, Kyoto, Yokohama, Nagoya, Sapporo, Fukuoka, Kobe',
  'Asia/Seoul': 'Busan, Incheon',
  'Australia/Sydney': 'Canberra, Newcastle, Wollongong, New South Wales, NSW',
  'Australia/Melbourne': 'Geelong, Victoria',
  'Australia/Brisbane': 'Gold Coast, Cairns, Queensland',
  'Australia/Adelaide': 'South Australia',
  'Australia/Perth': 'Western Australia',
  'Australia/Hobart': 'Tasmania',
  'Pacific/Auckland': 'Wellington, Christchurch',
  'Africa/Johannesburg': 'Cape Town, Durban, Pretoria, Port Elizabeth',
  'Africa/Lagos': 'Abuja, Ibadan, Port Harcourt',
  'Africa/Nairobi': 'Mombasa',
  'Africa/Cairo': 'Alexandria',
  'Africa/Casablanca': 'Rabat, Marrakesh, Marrakech',
  'Africa/Accra': 'Kumasi',
};

/** What is meant most stands first. Those that the runtime knows by the same letters come behind. */
const ABBREVIATIONS: Readonly<Record<string, readonly string[]>> = {
  ist: ['Asia/Kolkata', 'Europe/Dublin', 'Asia/Jerusalem'],
  bst: ['Europe/London', 'Asia/Dhaka'],
  cst: ['America/Chicago', 'America/Mexico_City', 'Asia/Shanghai', 'America/Havana'],
  et: ['America/New_York', 'America/Toronto', 'Africa/Addis_Ababa'],
  ct: ['America/Chicago', 'America/Winnipeg'],
  mt: ['America/Denver', 'America/Edmonton', 'Europe/Malta'],
  pt: ['America/Los_Angeles', 'America/Vancouver', 'Europe/Lisbon'],
  ast: ['America/Halifax', 'America/Puerto_Rico', 'Asia/Riyadh'],
  msk: ['Europe/Moscow'],
  trt: ['Europe/Istanbul'],
  gst: ['Asia/Dubai'],
  pkt: ['Asia/Karachi'],
  npt: ['Asia/Kathmandu'],
  ict: ['Asia/Bangkok', 'Asia/Ho_Chi_Minh'],
  wib: ['Asia/Jakarta'],
  sgt: ['Asia/Singapore'],
  myt: ['Asia/Kuala_Lumpur'],
  hkt: ['Asia/Hong_Kong'],
  pht: ['Asia/Manila'],
  kst: ['Asia/Seoul'],
  jst: ['Asia/Tokyo'],
  awst: ['Australia/Perth'],
  acst: ['Australia/Adelaide', 'Australia/Darwin'],
  acdt: ['Australia/Adelaide'],
  aest: ['Australia/Sydney', 'Australia/Melbourne', 'Australia/Brisbane', 'Australia/Hobart'],
  aedt: ['Australia/Sydney', 'Australia/Melbourne', 'Australia/Hobart'],
  nzst: ['Pacific/Auckland'],
  nzdt: ['Pacific/Auckland'],
  sast: ['Africa/Johannesburg'],
  wat: ['Africa/Lagos'],
  cat: ['Africa/Maputo', 'Africa/Harare', 'Africa/Lusaka'],
  eat: ['Africa/Nairobi'],
  brt: ['America/Sao_Paulo'],
  art: ['America/Argentina/Buenos_Aires'],
  clt: ['America/Santiago'],
  cot: ['America/Bogota'],
};

/** Where most people are who ask: they stand first where many zones fit. */
const MOST_USED: readonly string[] = (
  'UTC America/New_York America/Chicago America/Los_Angeles America/Denver Europe/London Europe/Madrid Europe/Paris ' +
  'Europe/Berlin Europe/Rome America/Toronto America/Vancouver America/Phoenix Asia/Kolkata Australia/Sydney ' +
  'Australia/Melbourne Australia/Brisbane Australia/Perth Pacific/Auckland Asia/Tokyo Asia/Shanghai Asia/Singapore ' +
  'Asia/Manila Asia/Hong_Kong Asia/Seoul Asia/Jakarta Asia/Dubai Asia/Karachi Asia/Dhaka America/Mexico_City ' +
  'America/Sao_Paulo America/Argentina/Buenos_Aires America/Bogota America/Lima America/Santiago Africa/Johannesburg ' +
  'Africa/Lagos Africa/Cairo Africa/Nairobi Africa/Accra Europe/Dublin Europe/Lisbon Europe/Amsterdam Europe/Brussels ' +
  'Europe/Warsaw Europe/Stockholm Europe/Vienna Europe/Zurich Europe/Prague Europe/Athens Europe/Bucharest Europe/Kyiv ' +
  'Europe/Istanbul Europe/Moscow Asia/Jerusalem America/Winnipeg America/Edmonton America/Halifax America/Anchorage ' +
  'Pacific/Honolulu'
).split(' ');

/** Without case, accents and what stands between words. */
export const plain = (text: string): string =>
  text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll(/[/_-]/g, ' ').trim();

/** Zones by the plain name of a place. */
export const ZONES_OF_PLACES: ReadonlyMap<string, readonly string[]> = zonesByPlace();

function zonesByPlace(): Map<string, readonly string[]> {
  const zones = new Map<string, readonly string[]>();
  for (const [zone, names] of Object.entries(PLACES))
    for (const name of names.split(', ').map(plain)) zones.set(name, [...(zones.get(name) ?? []), zone]);
  return zones;
}

export const zonesAbbreviated = (wanted: string): readonly string[] =>
  Object.hasOwn(ABBREVIATIONS, wanted) ? (ABBREVIATIONS[wanted] ?? []) : [];

/** Lower stands first; all that are not listed are equal. */
export function rankOfZone(zone: string): number {
  const rank = MOST_USED.indexOf(zone);
  return rank < 0 ? MOST_USED.length : rank;
}
