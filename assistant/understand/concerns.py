"""Words that must not be missed: harassment, threats, self-harm, collapse, pressure to break the law. Pure data.

The other languages are those most often written by people who read English; the product answers in English, but a cry
for help must not be met with "I can only read English".
"""

import re

from knowledge.reader import Concern


def any_of(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in patterns), re.IGNORECASE | re.MULTILINE)


_PERSON = r"(?:my |the |our )?(?:mentor|boss|manager|lead|team lead|supervisor|director|colleague|coworker|co-worker|he|she|they|someone|somebody|a guy)"
ENGLISH: tuple[tuple[Concern, re.Pattern[str]], ...] = (
    ("self_harm", any_of(
        r"\b(?:kill|hurt|harm|cut)(?:ing)? my ?self\b", r"\bsuicid", r"\bend (?:my life|it all)\b", r"\btake my (?:own )?life\b",
        r"\b(?:don'?t|do not|no longer) want to (?:live|be alive|wake up|be here any ?more|exist)\b", r"\bwant to die\b",
        r"\bbetter off (?:dead|without me)\b", r"\bno (?:reason|point) (?:to|in) liv(?:e|ing)\b", r"\bself[- ]harm",
    )),
    ("violence", any_of(
        rf"\b{_PERSON}\b.{{0,30}}(?:\b(?:hit|hits|beat|beats|punched|slapped|choked|stalks?|stalked|stalking|raped?) (?:me|us|my|him|her)\b|\bfollow(?:s|ed|ing) me home\b)",
        r"\bthreaten(?:s|ed|ing)? to (?:kill|hurt|beat|harm)", r"\bsexual(?:ly)? assault", r"\braped?\b", r"\bis stalking me\b",
        r"\bi(?:'m| am) (?:afraid|scared) (?:he|she|they) will (?:hurt|hit|kill)",
    )),
    ("harassment", any_of(
        r"\bsexual(?:ly)? harass", r"\bharass(?:es|ed|ing|ment)?\b", r"\bmolest", r"\bgrop(?:e|es|ed|ing)\b",
        rf"\b{_PERSON}\b.{{0,60}}\btouch(?:es|ed|ing)? (?:me|my)\b", r"\b(?:his|her|their) hand on my (?:knee|thigh|leg|back|waist|shoulder)",
        r"\b(?:wants?|asked|asks|tried|tries|trying) (?:me )?to (?:sleep with|kiss)\b", r"\bsleep with (?:him|her|me|them)\b",
        r"\b(?:racist|sexist|homophobic|transphobic|antisemitic|islamophobic)\b", r"\bdiscriminat", r"\bbull(?:y|ies|ied|ying)\b.{0,40}\bme\b",
        r"\bbullied\b", r"\b(?:called|calls|calling) me (?:a |an )?(?:stupid|bitch|slut|whore|cow|cunt|retard|faggot|tranny|monkey|idiot)",
        r"\bbecause i(?:'m| am) (?:a woman|black|gay|lesbian|trans|muslim|jewish|pregnant|disabled|brown|asian|too old)\b.{0,80}\b(?:fired|refus|passed over|denied|not allowed|insult)",
        r"\bunwanted (?:touch|advance|attention|message|photo)", r"\bnudes?\b", r"\bblackmail",
    )),
    ("pressure", any_of(
        r"\b(?:falsif\w+|forg(?:e|ed|ing)|fak(?:e|ed|ing)|backdat\w+|manipulat\w+)\b.{0,40}\b(?:report|data|number|figure|log|invoice|result|record|document|signature|audit|time ?sheet)",
        r"\bcook(?:ing)? the books\b", r"\bmoney launder", r"\bbribe", r"\bkickbacks?\b", r"\bbreak(?:ing)? the law\b",
        r"\b(?:asks?|asked|asking|wants?|wanted|tells?|told|pressur\w+|forc\w+|push\w+) me to (?:lie to|hide|cover up|delete|destroy|manipulate|steal|sign something)\b.{0,60}\b(?:audit|regulator|customer|police|evidence|log|record|tax|report|data|illegal)",
        r"\bsomething illegal\b", r"\bdo (?:illegal|unlawful) ",
    )),
    ("exhaustion", any_of(
        r"\b(?:can'?t|cannot|can not) (?:go on|take (?:it|this) any ?more|cope any ?more|get out of bed)\b", r"\bbreakdown\b", r"\bbreaking down\b",
        r"\bpanic attacks?\b", r"\bcry(?:ing)? (?:every|all|at my desk|in the toilet)", r"\b(?:completely|totally|utterly) (?:burn(?:ed|t) out|hopeless|broken)\b",
        r"\bcollaps(?:e|ed|ing)\b.{0,30}\b(?:work|desk|office|me|i)\b", r"\bi (?:am|'m) at the end of my (?:strength|rope|tether)\b", r"\bhaven'?t (?:slept|eaten) (?:for|in)\b",
    )),
)  # fmt: skip

# German, Spanish, French, Portuguese, Italian, Dutch, Polish, Turkish, with and without accents.
OTHERS: tuple[tuple[Concern, re.Pattern[str]], ...] = (
    ("self_harm", any_of(
        r"\b(?:mich|mir) (?:selbst )?(?:umbringen|umzubringen|töten|ritzen|etwas antun|das leben (?:zu )?nehmen)\b", r"\bnicht mehr (?:leben|aufwachen|da sein)\b",
        r"\bselbstmord|\bmöchte sterben\b|\bwill sterben\b", r"\bsuizid", r"\b(?:matarme|quitarme la vida|hacerme daño)\b",
        r"\bno quiero (?:vivir|seguir viviendo|despertar)", r"\b(?:quiero|quisiera) morir", r"\bme (?:tuer|suicider|faire du mal)\b",
        r"\b(?:plus envie|ne veux plus|veux plus) (?:de )?(?:vivre|me réveiller|exister)", r"\b(?:veux|voudrais|envie de) mourir\b(?! de)",
        r"\b(?:me matar|tirar (?:a )?minha vida|quero morrer\b(?! de))", r"\bn[ãa]o quero (?:mais )?(?:viver|acordar)",
        r"\b(?:uccidermi|ammazzarmi|togliermi la vita|farmi del male|voglio morire\b(?! d))", r"\bnon voglio più (?:vivere|svegliarmi)",
        r"\bzelfmoord|\bzelfdoding|\bmezelf iets aandoen|\bniet meer (?:leven|wakker worden)\b|\bik wil dood\b",
        r"\bsamobój|\bzabić się\b|\bnie chc[ęe] (?:już )?żyć", r"\bintihar|\bkendimi öldür|\byaşamak istemiyorum|\bölmek istiyorum",
    )),
    ("violence", any_of(
        r"\b(?:bedroht|droht mir|schlägt mich|hat mich geschlagen|verfolgt mich|vergewaltig\w*)\b", r"\b(?:me|nos) (?:amenaz\w+|golpe\w+|pega|pegó|persigue)\b|\bme viol(?:ó|aron)\b",
        r"\bme (?:menace|frappe|suit chez moi)\b|\bm'a (?:menacé|frappé|violé)", r"\bme (?:ameaç\w+|bateu|bate|persegue)\b",
        r"\bmi (?:minaccia|picchia|ha picchiato|perseguita)\b", r"\b(?:bedreigt|slaat) (?:me|mij)\b|\bmij? geslagen\b", r"\bgrozi mi\b|\buderzył mnie", r"\btehdit ed|\bbana vurdu",
    )),
    ("harassment", any_of(
        r"\bbeläst|\bbelaest|\bbegrapsch|\bfasst mich an\b|\bdiskriminier|\bgemobbt|\bmobbing\b", r"\bacos(?:o|a|ó|an|ando|ador)\b|\bme (?:toca|tocó)\b|\bdiscrimina",
        r"\bharc[eèé]l|\battouche|\bagress\w+ sexuel", r"\bass[ée]di", r"\bmolest|\bpalpegg", r"\baanrand|\blastig ?gevallen\b|\bvalt me lastig\b", r"\bmolestuj|\bdyskrymin", r"\btaciz|\bayrımcılık",
    )),
    ("pressure", any_of(
        r"\b(?:fälschen|gefälscht|schmiergeld\w*|bestech\w+)\b", r"\bfalsific|\bsoborn", r"\bfalsifi|\bpots?-de-vin", r"\bsuborn", r"\btangent[ei]\b|\bcorromper", r"\bvervals|\bsteekpenning|\bomkop", r"\bsfałsz|\błapówk", r"\brüşvet|\bsahte (?:rapor|belge|imza)",
    )),
    ("exhaustion", any_of(
        r"\bich kann nicht mehr\b|\bzusammengebrochen\b|\bam ende meiner kr[aä]ft", r"\bno puedo más\b|\bataques? de pánico|\bataques? de ansiedad", r"\bn'en peux plus\b|\bcrises? de panique|\bcraqué\b",
        r"\bn[ãa]o aguento mais\b", r"\bnon ce la faccio più\b|\battacchi? di panico", r"\bik kan niet meer\b|\bpaniekaanval|\bingestort\b", r"\bnie daj[ęe] (?:już )?rady\b|\batak\w* paniki", r"\bdayanamıyorum|\bpanik atak",
    )),
)  # fmt: skip
