"""English words that tell what a place is in a sentence, as data; each table says what it is for.

The words were collected from news of Chinese programmes in English (Xinhua, China Daily, Pandaily
and the like); a word stands here because leaving it out gave a wrong class on a text like those.
"""

from __future__ import annotations

import re
from calendar import day_name, month_name


def words(*alternatives: str) -> re.Pattern[str]:
    """Compile words that match whole, in any case."""
    return re.compile(rf"(?<![A-Za-z])(?:{'|'.join(alternatives)})(?![A-Za-z])", re.IGNORECASE)


PROGRAMME = words(
    "(?:the|this) projects?", "pilots?", "piloted", "piloting", "trials?", "trialled", "trialed", "trialling", "roll-?out",
    "rolled out", "rolls out", "rolling out", "roll out", "programmes?", "programs?", "schemes?",
    "demonstration", "test sites?", "test zones?", "pilot zones?", "initiative", "experiment",
)  # fmt: skip
"""A programme is spoken of."""

BEGINS = words(
    "launch(?:ed|es|ing)?", "start(?:ed|s|ing)?", "beg[iau]n", "begins", "beginning operations",
    "open(?:ed|s|ing)?", "introduc(?:ed|es|ing)", "establish(?:ed|es|ing)?", "set up", "sets up",
    "setting up", "expand(?:ed|s|ing)?", "extend(?:ed|s|ing)?", "join(?:ed|s|ing)?", "adopt(?:ed|s)?",
    "implement(?:ed|s|ing)?", "select(?:ed|s)?", "chosen", "chose", "designated?", "approved?",
    "cover(?:ed|s|ing)?", "reach(?:ed|es)?", "follow(?:ed|s)?", "took the lead", "takes the lead",
    "taking the lead", "led the way", "came next", "next came", "went live", "go live", "goes live",
    "kick(?:ed|s)? off", "debut(?:ed|s)?", "spread", "signed up", "added", "carried out", "carry out",
    "ran", "runs?(?! through)", "running", "operat(?:es?|ed|ing)", "in operation", "host(?:ed|s)?", "deploy(?:ed|s)?",
    "enrol(?:led|ls)?", "participat(?:e|es|ed|ing)", "took part", "taking part", "included?", "includes",
    "brought", "brings", "arrived?", "put into use", "came into operation", "unveiled", "inaugurated",
    "tested", "testing", "tried", "among the first", "the first (?:in [A-Za-z]+ )?to", "using", "in use", "the first (?:city|county|cities|counties|"
    "prefecture|province|to)", "first batch", "second batch", "third batch", "installed", "built",
    "made their debut", "up and running", "were named", "was named", "took effect", "in place",
    "available", "switched on", "served?", "serves", "serving", "calling at", "received?(?! (?:aid|funds?|funding|help|support|praise))", "put on the road", "signed agreements?", "came on board", "on board", "moved into",
)  # fmt: skip
"""Something begins, runs, or comes to a place."""

PLANS = words(
    "will", "plans?", "planned", "planning", "is to", "are to", "aims?", "aiming", "expected to", "(?:is|are|was|were) (?:now )?expected", "anticipated", "due in", "due by",
    "set to", "due to (?:start|begin|open|launch|join|follow)", "hopes? to", "intends? to",
    "scheduled", "slated", "would", "upcoming", "is preparing", "are preparing", "prepares to",
    "has applied", "have applied", "applying", "considering", "is considering", "are considering",
    "under consideration", "proposed", "candidates?", "may be (?:added|included|extended|expanded)",
    "(?:was|were) to (?:begin|start|launch|open|join)", "letter of intent", "pledged to",
    "promised to", "vowed to", "intended to", "memorandum of understanding",
    "might", "could", "going to", "next in line", "under discussion", "mulling", "eyes", "eyeing",
)  # fmt: skip
"""What is announced: neither a yes nor a no."""

DENIES = words(
    "not", "never", "no", "without", "excluding", "excludes?", "excluded", "except(?: for)?",
    "exception of", "apart from", "other than", "yet to", "has yet", "have yet", "neither", "nor",
    "isn't", "aren't", "wasn't", "weren't", "hasn't", "haven't", "hadn't", "didn't", "doesn't",
    "don't", "declined", "refused", "rejected", "left out", "opted out", "ruled out", "against", "turned down", "stayed out", "resisted", "held back",
    "nowhere", "none", "skipp?(?:ed|s|ing)?", "bypass(?:ed|es)?", "passed over", "fail(?:ed|s)? to", "miss(?:ed|es)? out", "not a single",
    "absent", "missing from", "cancelled", "canceled", "shelved", "dropped out before",
)  # fmt: skip
"""A no, unless one of `NO_DENIAL` holds it."""

NO_DENIAL = words(
    "not only", "not just", "not merely", "not least", "no later than", "no fewer than",
    "no less than", "no longer only", "not until", "not before", "no earlier than", "if not",
    "whether or not", "no exception", "not far from", "no matter", "not limited to", "no wonder",
    "without (?:exception|problems?|incident|interruption|difficult[a-z]+|a hitch|delay)", "not alone", "no more than", "(?:may|might|could|should|would) not",
    r"no\.? [0-9]+", "cannot", "can't", "had no idea", "no idea", "not all",
)  # fmt: skip

EXCEPTING = re.compile(
    r"(?:except(?: for| in)?|excluding|with the exception of|apart from|other than|but not(?: in| to)?"
    r"|not(?: yet)?(?: in| to| including)?)(?: the)?(?: cit(?:y|ies) of| count(?:y|ies) of)? $",
    re.IGNORECASE,
)
"""Before a place: it is left out."""

ENDS = words(
    "ended", "ends", "suspended", "stopped", "halted", "terminated", "discontinued", "wound up",
    "closed", "withdrew", "withdrawn", "pulled out", "dropped out", "dropped from", "quit", "scrapped", "phased out", "shut down",
    "withdraws?", "withdrawing", "pulls? out", "pulling out", "exited", "exits", "ceased", "abandoned",
    "(?:lost|loses|lose|stripped of) (?:its|their|the) (?:[a-z-]{2,12} ){0,2}status",
    "removed from", "expelled from", "left (?:the|this|that) (?:programme|program|scheme|pilot|project|trial)",
)  # fmt: skip
"""Something was over from then on."""

UNSURE = words(
    "if", "unless", "whether", "(?:may|might|could|would|should) have", "rumou?rs?", "rumou?red", "reportedly",
    "allegedly", "alleged", "supposedly", "unclear", "unconfirmed", "denied", "denies", "deny", "contrary to",
    "postponed", "delayed", "put off", "pushed back", "(?<!a )few", "hardly any", "urged", "urges",
    "considered for", "shortlisted", "(?:tried|sought|asked|hoped|wanted) to", "in the running", "eligible", "called (?:for|on)", "calls (?:for|on)", "suggested that", "suggests that", "lobbied",
)  # fmt: skip
"""What may not have been: a condition, a rumour, a wish, or a beginning that was put off."""

OTHER_PROGRAMME = words(
    "(?:similar|separate|unrelated|different|rival|competing|another|other)"
    "(?: [a-z-]{1,14}){0,3} (?:programmes?|programs?|schemes?|pilots?|projects?|trials?|services?|systems?)",
    "separately", "unrelated", "(?:scheme|programme|program|pilot|project|system) of its own",
    "by contrast", "in contrast", "its predecessor", "modelled on", "modeled on",
)  # fmt: skip
"""A sentence that speaks of another programme, perhaps."""

TURNS_ASIDE = re.compile(r"(?:Separately|Unrelatedly|In (?:a separate|an unrelated) \w+)\b")
"""A sentence that begins with something else."""
WITH_WHOM = re.compile(r"\b(?:jointly|together|along|partnership|cooperation) with(?: the)? $")
"""Before a place with which another ran something."""

NOT_AFTER_ALL = re.compile(
    r"(?:(?:but|although|though|yet) )?(?:it |they |the (?:city|county|province) |this )?"
    r"(?:(?:is|was|are|were|has|have|had|did) (?:not|never)(?: \w+){0,4} "
    r"(?:pilots?|part|list|included|selected|approved|joined|started|begun)"
    r"|(?:was|were) (?:refused|rejected|turned down|declined|not chosen))\b",
    re.IGNORECASE,
)
"""A clause that takes back what the one before it seemed to say."""

NOT_THE_PROGRAMME = words(
    "office", "offices", "headquarters", "subsidiary", "factory", "factories", "plant", "forum",
    "conference", "summit", "expo", "exhibition", "fair", "campus", "hotel", "flagship store",
    "research cent(?:er|re)", "laboratory", "academy", "art museum", "concert", "ipo", "marathon",
    "listing", "airport", "railway", "expressway", "highway", "bridge", "festival", "film",
    "stadium", "shopping mall", "subway line", "metro line",
)  # fmt: skip
"""What opens or is launched without the programme being meant."""

DEEPENS = words(
    "further", "deepen(?:ed|s|ing)?", "strengthen(?:ed|s|ing)?", "continu(?:e|ed|es|ing)",
    "in-depth", "upgrad(?:ed|es|ing)", "enhanc(?:ed|es|ing)",
)  # fmt: skip
"""What grows where it is: no new place is told."""

INSTITUTIONS = frozenset(
    """
    university college institute academy school bank hospital daily news newspaper tv television
    radio press media airlines airport railway railways group company corporation corp inc ltd
    holdings securities insurance exchange museum library hotel station port bureau office
    laboratory lab association federation foundation society fc club orchestra opera theatre
    theater publishing pharmaceutical automobile motors motor brewery distillery steel energy
    power grid electric telecom unicom mobile post logistics express fund court consulate embassy
    observatory stadium festival forum expo conference fair summit exhibition games award prize
    congress league cup show week airshow theatre center centre studio software technologies technology communications
    """.split()
)
"""Heads of the names of institutions; a place before them is part of the name."""

BRANCHES = frozenset(["post", "telecom", "unicom", "mobile", "grid", "power", "postal"])
"""Companies that are one per province: the name says where they work."""

GOVERNMENT = frozenset(
    """
    government authorities authority commission department administration committee council
    officials official governor mayor bureau
    """.split()
)

ADJECTIVES_OF_OFFICE = frozenset("provincial municipal city county prefectural local".split())

CONNECTORS = frozenset("of and for the & de in".split())
"""Words in lower case within the name of an institution."""

LANDMARKS = frozenset(
    """
    road street avenue boulevard lane river lake mountain mountains plateau basin bay island strait
    expressway highway bridge tunnel tower square park temple pass corridor gorge dialect cuisine
    opera roast duck noodles noodle hotpot accent style consensus declaration treaty olympics games
    marathon communique protocol route delta tibet-railway ham wine tea liquor beer
    """.split()
)
"""What is called after a place, and is somewhere else, or no place at all."""

PRODUCTS = (
    "apples?|pears?|persimmons?|peaches|grapes?|oranges?|kiwifruits?|kiwis|melons?|cherries|dates|"
    "jujubes|walnuts|potatoes|tomatoes|onions|garlic|rice|wheat|flour|noodles|tea|wine|liquor|ham|"
    "beef|mutton|lamb|pork|yak|fish|crabs?|shrimps?|honey|mushrooms?|fungus|peppers?|chill?ies|"
    "vegetables?|fruits?|produce|products?|specialt(?:y|ies)|goods|crops|herbs|lilies|lily|goji|"
    "wolfberries|wool|silk|cashmere|cotton|porcelain|carpets|embroidery|seafood|eggs|milk|grain|oil"
)
"""What comes from a place: it says where the goods grow, not where the programme runs."""

_PEOPLE = (
    "farmers?|villagers?|residents?|students?|professors?|experts?|scholars?|workers?|merchants?|"
    "traders?|delegations?|officials?|reporters?|journalists?|visitors?|tourists?|buyers?|teams?|"
    "shoppers?|consumers?|customers?|migrants?|graduates?|researchers?|engineers?|investors?|"
    "entrepreneurs?|businessm[ae]n|man|woman|native|volunteers?|couple|family|families|friends?|"
    "girl|boy|mother|father|streamers?|anchors?|hosts?"
)

BEFORE: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(rf"(?:^|(?<=[^A-Za-z]))(?:{pattern})$", re.IGNORECASE), reason)
    for pattern, reason in (
        (
            r"(?:headquartered|based|registered|incorporated|listed|seated) (?:in|at|on)(?: the city of)? |(?:run|managed|administered|directed|coordinated|overseen|supervised) (?:from|out of) ",
            "where a company or body has its seat",
        ),
        (r"(?:born|raised|educated|grew up|studied|graduated|lives|living) (?:in|at|from) ", "where a person comes from or lives"),
        (r"(?:native of|hails? from|(?:comes?|came|coming|arrived|flew in) from|originally from|hometown of|home town of) ", "where a person comes from"),
        (rf"(?:{_PEOPLE}),? from (?:the city of |the county of )?", "where somebody comes from"),
        (
            rf"(?:{PRODUCTS}),? (?:were |was |are |is )?(?:all |grown |produced |made |bought |sourced |shipped )?(?:in and )?from (?:the city of |nearby |rural )?",
            "where goods come from",
        ),
        (r"(?:trucks|trains|buses|lorries|vans|drones|parcels|packages|coaches|flights|ships|goods) from ", "where goods come from"),
        (rf"(?:{PRODUCTS}) (?:grown|produced|made|harvested|picked) in ", "where goods come from"),
        (
            r"(?:sold|shipped|delivered|transported|sent|exported|dispatched|mailed|flown|trucked|marketed) (?:all the way |directly |mainly |mostly |straight |on |out )?(?:to|via|through|in) (?:customers in |consumers in |buyers in |markets in |cities such as |cities like |as far as )?",
            "where goods go",
        ),
        (r"(?:consumers|customers|buyers|shoppers|markets|diners|clients|investors|dealers) (?:in|from) ", "where customers are"),
        (
            r"(?:conference|forum|summit|expo|exhibition|fair|ceremony|briefing|meeting|seminar|workshop|congress|festival|symposium|gathering|event|press conference) (?:was |is |were )?(?:held )?(?:here )?(?:on [A-Z][a-z]+ )?(?:in|at) ",
            "where a meeting was held",
        ),
        (r"(?:held|met|gathered|convened|took place|signed|spoke|speaking|interviewed|said|told reporters|announced|released|published|issued)(?: on [A-Z][a-z]+day)? in ", "where something was held or said"),
        (r"(?:unlike|similar to|compared (?:with|to)|modelled on|modeled on|inspired by|borrowed from|copied from|learn(?:ed|t|ing)? from|lessons from|experience (?:of|in|from)|than(?: in)?|visits? to|visited|toured|study tour to|delegation to|such practices in|example of|same size as|as large as|twice the size of) (?:the city of |that of |those in )?", "only compared with, or visited"),
        (
            r"(?:near|north of|south of|east of|west of|outside|km from|kilomet(?:er|re)s from|miles from|hours from|drive from|bordering|borders|beyond|adjacent to|next to|close to|far from|en route to|on the way to|flights? (?:to|from)|trains? (?:to|from)|road to|railway to|highway to|travel(?:led|ed|ing)? to|flew to|moved to|returned to|went to|worked in|working in|job in|jobs in)(?: the city of)? ",
            "only tells where something lies or who went where",
        ),
        (r"(?<=, )(?:built|made|manufactured|assembled|designed|developed|produced|printed|written) in |(?:manufactured|assembled|designed|printed|written|invented) in ", "where something is made"),
        (rf"(?:spokes(?:man|woman|person)|analysts?|observers?|sources?|{_PEOPLE}) (?:in|at) (?:the city of )?", "where somebody speaks or lives"),
        (r"^(?:an?|the|one) (?:[a-z]{1,16} )?(?:warehouse|factory|plant|mill|court|tribunal|laboratory|newspaper|broadcaster|think tank|refinery|mine|brewery|manufacturer|supplier|start-?up) (?:in|at|near) ", "where something else stands"),
        (r"\bbetween ", "between two places"),
        (r"(?:runs?|ran|pass(?:es|ed)?|goes|cable|pipeline|line|road|railway) through ", "only passed through"),
        (r"\bwho (?:runs|owns|manages|keeps|works|sells) (?:(?!pilot)[a-z-]{1,20} ){0,5}(?:in|at) ", "where somebody speaks or lives"),
        (r"(?:photo|photograph|image|picture|courtesy|credit|reporting|writing|edited) (?:by |of |from )?(?:in )?", "a credit"),
        (r"(?:dubbed|called|known as|nicknamed) (?:the )?[\"“']?", "a name in quotation"),
    )
)  # fmt: skip
"""What stands right before a place that is only mentioned, and why."""

IT_MOVES = re.compile(
    r"\b(?:idea|scheme|programme|program|project|pilot|model|service|system|platform|it)"
    r" (?:then |later |soon |also |has )?(?:travel|moved|went|came|spread)[a-z]{0,5} (?:on )?to $"
    r"|\b(?:was|were|been) (?:then |later )?(?:moved|shifted|transferred|relocated) to $",
    re.IGNORECASE,
)
"""The programme comes to a place, and not a person."""

OF_ONE = frozenset(
    [
        "only compared with, or visited",
        "only compared with",
        "only tells where something lies or who went where",
        "only passed through",
        "part of the name of an event",
    ]
)
"""What holds for one place alone, and not for a list that goes on: Beyond Zhejiang, Guangfeng."""

DATELINE = "the dateline of a report"
BYLINE_DATE = re.compile(
    r"(?:[0-9]{1,2} )?[A-Z][a-z]{2,8}\.? (?:[0-9]{1,2}, )?(?:19|20)[0-9]{2}\.?"
)
"""How the line ends that says who wrote a report, where and when."""

AFTER: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), reason)
    for pattern, reason in (
        (r"-(?:based|headquartered|listed|registered)\b", "where a company or body has its seat"),
        (r"-born\b| natives?\b|-native\b|-trained\b", "where a person comes from"),
        (rf"(?:'s)?(?: [a-z]{{1,12}})? (?:{PRODUCTS})\b(?! (?:pilot|base|park|zone|programme|program|scheme|store))", "where goods come from"),
        (r" (?:residents|consumers|shoppers|customers|diners|markets?|buyers)\b", "where customers are"),
        (r"(?: (?:[12][09][0-9]{2}))? (?:(?:Winter|Summer|Asian|World|Youth|Para) )?(?:Olympics|Olympic Games|Paralympics|Paralympic Games|Games|Marathon|Expo|Universiade)\b", "part of the name of an event"),
        (r"-style\b|-like\b", "only compared with"),
        (r",? \(?[A-Z][a-z]{2,8}\.? [0-9]{1,2}(?:, (?:19|20)[0-9]{2})? ?(?:\((?:Xinhua|CNS|AP|Reuters|AFP)\)|-- ?|[—–] ?|- )| ?\((?:Xinhua|CNS|AP|Reuters|AFP)\)| ?-- | ?[—–] (?=[A-Z])", DATELINE),
    )
)  # fmt: skip
"""What stands right behind such a place."""

_ZONE = (
    r"(?:(?:National |State )?(?:[Hh]igh-?[Tt]ech(?:nology)? |[Ee]conomic |[Ii]ndustrial |[Tt]echnology |"
    r"[Tt]echnological |[Dd]evelopment |[Bb]onded |and |[Ss]oftware |[Ss]cience |[Ll]ogistics |[Ee]xport |"
    r"[Pp]rocessing ){1,6}(?:[Zz]one|[Pp]ark|[Aa]rea|[Dd]istrict))"
)
PART_BEHIND = re.compile(
    rf"(?:'s)? (?P<part>{_ZONE}|New (?:Area|District)|(?:[A-Z][a-z]{{1,12}} ){{1,2}}Valley)\b"
)
"""What stands right behind a unit where a zone in it is meant."""
PART_BEFORE = re.compile(
    rf"(?:^|(?<= ))(?P<part>(?:[A-Z][a-z']{{1,20}} ){{1,3}}(?:{_ZONE}|New (?:Area|District)|"
    r"[Tt]own(?:ship)?|[Vv]illage|[Ss]ub-?district)),? (?:of|in) (?:the city of )?$"
)
"""What stands right before it."""

NO_PLACES = frozenset(["Xinhua", "Guide", "Mile", "Seni", "Gar", "Lop"])
"""Names of units that are other words, or an agency, in most English texts; with a generic term
(Xinhua County) they are places."""

NO_MEMBERS = frozenset(map(str.lower, [*month_name, *day_name, "China", "Chinese"]))
"""Words with a capital that may stand between two places of a list, and are none."""

SURNAMES = frozenset(
    """
    wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he gao lin luo zheng liang
    xie song tang deng feng cao peng zeng xiao tian dong pan yuan cai jiang yu du ye cheng wei su lu
    ding ren shen yao cui zhong tan fan wan shi jin jia xia fu fang zou xiong bai meng mu tao kong shao lei duan hao qi gong yan pang nie guan bao zhuang mei sheng
    kang ge lai ning zong zuo ji qu ke zhan yin chai geng lyu ouyang pu jing chang you qin qiu hou
    mr ms mrs dr professor director
    """.split()
)
"""A capital word before a name of one word: together they are a person."""

LEVELS = {
    "prefectures": "prefecture", "counties": "county", "districts": "county",
    "provinces": "province", "county": "county", "prefecture-level": "prefecture",
    "county-level": "county",
}  # fmt: skip
"""What a list is of, by the word before or behind it."""

GENERIC = frozenset(
    """city county prefecture district province municipality region league banner region's
    prefecture-level""".split()
)
PEOPLES = frozenset(
    """hui tibetan mongol mongolian uygur uyghur miao yi zhuang buyei korean manchu dong yao bai
    tujia hani kazakh dai li lisu wa she lahu sui dongxiang naxi jingpo kirgiz tu daur mulam qiang
    salar gelao pumi bonan yugur autonomous and special administrative new forestry urban
    salar, bonan,""".split()
)
"""Words between a name and its generic term: Linxia Hui Autonomous Prefecture."""

LIST_SIGNS = frozenset(["and", "or", "plus", ",", "&", ";", "/"])
"""What parts the members of a list."""

LIST_WORDS = frozenset(
    """
    also then as well the of in both to cities city county counties prefecture prefectures district
    districts respectively followed by later branch branches finally " ' ( ) |
    """.split()
)
"""What may stand between them besides."""

_KINDS = "cities|counties|prefectures|districts|branches|city|county|prefecture|capital"
_SIDES = "north|south|east|west|central|north-?east|north-?west|south-?east|south-?west"

OUTER_FIRST = re.compile(
    r"(?:'s own|'s capital,?|'s)? ?(?:Province|province|region|autonomous region)?(?:'s)?,? ?"
    rf"(?:(?:the )?(?:[a-z-]{{1,12}} )?(?:{_KINDS})(?: of| such as| including|,)?)?"
    r"(?: such as| including| in| namely|:)? ?(?:the )?"
)
"""What stands between a unit and one inside it."""

INNER_FIRST = re.compile(
    r"(?: (?:district|county|city|prefecture))?,? ?\(?(?:all |both |each )?(?:in|of|within|across|from|under|belonging to)?(?: the)?"
    rf"(?: (?:{_SIDES})(?:ern)?)?(?: neighbou?ring)?"
    r"(?: China's| part of)?(?: province of| city of| prefecture of)?(?: the)? ?"
)
"""What stands between a unit and the one around it."""
