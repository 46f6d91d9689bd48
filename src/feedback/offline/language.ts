// Whether a text is English, which is all that the built-in checker reads. By script, then by the small words that hold a sentence
// together: broken English is full of them, another language has its own.

const SMALL_WORDS: Readonly<Record<string, string>> = {
  en: 'the a an and or but of to in on at for with from by is are was were be been am have has had do does did not no i you he she it we they my his her their our me him them this that what when who how if so then because as about would will can could should there after before one',
  es: 'el la los las un una unos unas y o pero de del al en con por para que se su sus lo le les me mi es era son fue no ya más muy como cuando qué porque si este esta eso había tenía yo él ella nos hasta desde sobre pregunté',
  pt: 'o a os as um uma e ou mas de do da dos das em no na nos nas com por para que se seu sua lhe me meu minha é era são foi não já mais muito como quando porque isso eu ele ela nós até sobre tinha havia ao à',
  fr: 'le la les un une des et ou mais de du au aux en dans avec par pour que qui se son sa ses lui leur me mon ma est était sont ce cette il elle nous vous je ne pas plus très comme quand parce si jusque sur avait j l d n c',
  de: 'der die das den dem des ein eine einen einem einer und oder aber von zu im in mit für auf ist war sind hat hatte haben nicht kein ich er sie es wir ihr mein sein ihre ihm ihn was wenn dann weil dass auch noch nach bei aus sich habe als',
  it: 'il lo la i gli le un uno una e o ma di del della dei delle a al alla in nel con per che si suo sua gli mi mio è era sono non più molto come quando perché se questo io lui lei noi fino su aveva ho ha',
  nl: 'de het een en of maar van naar in op met voor is was zijn heeft had hebben niet geen ik hij zij ze wij we mijn haar hem hun wat als dan omdat dat ook nog na bij uit zich om te die er',
  pl: 'i w z na do nie się że jest był była to jak po za od dla o co ale czy mi go jej ich już tylko gdy',
  sv: 'och att det som en ett på är av för den till med inte jag han hon de vi var har hade om men så när från',
  tr: 've bir bu da de için ile ne ben o biz ama çok daha gibi kadar sonra değil var yok',
  id: 'yang dan di ke dari untuk dengan tidak saya dia kami itu ini ada akan sudah pada karena juga',
};
const LANGUAGES = Object.entries(SMALL_WORDS).map(([language, words]) => ({ language, words: new Set(words.split(' ')) }));

/** Below this a few words say nothing about their language. */
const LEAST_WORDS = 6;
const LATIN_SHARE = 0.6;
const FOREIGN_SHARE = 0.2;

/** true: English, or too little to tell. Scripts other than Latin are not English from the first sentence on. */
export function readsAsEnglish(text: string): boolean {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  if (letters === 0) return true;
  const latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0;
  if (letters >= LEAST_WORDS && latin / letters < LATIN_SHARE) return false;
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  if (words.length < LEAST_WORDS) return true;
  const share = (own: ReadonlySet<string>): number => words.filter((word) => own.has(word)).length / words.length;
  const english = share(LANGUAGES[0]?.words ?? new Set());
  // "a", "in" and "no" stand in several languages: another one must win clearly.
  return !LANGUAGES.slice(1).some(({ words: own }) => share(own) >= FOREIGN_SHARE && share(own) > english * 1.3);
}
