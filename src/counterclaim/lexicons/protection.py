"""Words by which somebody may need protection, a force is told of, a place gives itself away, or a crime is alleged.

Compiled for Counterclaim from the categories of international humanitarian law and of conflict-data codebooks, version
1; Apache-2.0 as the project. They err on the side of protection: a person looks at what they find.
"""

from counterclaim.lexicons.calendar_names import MONTHS, WEEKDAYS

#: Likely cases by kind: the words beside a name that make a person look before it leaves.
LIKELY = {
    "minor": r"child(?:ren)?|boy|girl|toddler|infant|baby|teenager|teenage|schoolboy|schoolgirl|pupil|minor|"
    r"juvenile|(?:[1-9]|1[0-7])[- ]year[- ]old|aged (?:[1-9]|1[0-7])\b",
    "hostage": r"hostages?|captives?|kidnapp\w+|abduct\w+|taken captive|held captive",
    "detainee": r"detainees?|detained|prisoners?|imprisoned|jailed|arrested|in custody|taken away by",
    "patient": r"patients?|hospitali[sz]ed|being treated|treated for|intensive care|operated on",
    "witness": r"witness(?:es)?|eyewitness(?:es)?|bystanders?|survivors?",
    "private person": r"residents?|villagers?|shopkeepers?|farmers?|neighbou?rs?|relatives?|widow(?:er)?|"
    r"(?:mother|father|brother|sister|son|daughter|husband|wife|uncle|aunt|cousin) of|passers?-by|refugees?",
}

#: What tells of a force or of where it is.
FORCES = (
    r"troops?|soldiers?|fighters?|rebels?|insurgents?|militants?|militia(?:men|s)?|army|armies|navy|battalions?|"
    r"brigades?|regiments?|divisions?|companies|platoons?|garrisons?|convoys?|columns?|tanks?|artillery|armou?red|"
    r"drones?|missiles?|launchers?|batter(?:y|ies)|warships?|vessels?|aircraft|jets?|helicopters?|police|guards?|"
    r"gendarmes?|commandos?|snipers?|mercenaries|positions?|outposts?|checkpoints?|trenches|front ?lines?|commanders?|"
    r"forces?|units?|advanc\w+|retreat\w+|withdr[ae]w\w*|deploy\w+|captur\w+|seiz\w+|encircl\w+|besieg\w+|siege"
)

#: Things that name a spot where only one such thing stands in an area.
SITES = (
    r"airports?|air ?bases?|airfields?|bases?|barracks|bridges?|dams?|power (?:plants?|stations?)|hospitals?|clinics?|"
    r"schools?|universit(?:y|ies)|mosques?|church(?:es)?|cathedrals?|temples?|synagogues?|hotels?|prisons?|palaces?|"
    r"ports?|harbou?rs?|border crossings?|crossings?|refiner(?:y|ies)|depots?|factor(?:y|ies)|mines?|mills?|stadiums?|"
    r"(?:railway|train|bus|metro|police|radio|television) stations?|town halls?|governor(?:'|’)s (?:office|compound)|"
    r"headquarters|tunnels?|quarr(?:y|ies)|monaster(?:y|ies)|camps?"
)

#: Words that allege a crime.
CRIMES = (
    r"war crimes?|crimes? against humanity|genocid\w+|massacr\w+|murder\w*|execut\w+|assassinat\w+|lynch\w*|"
    r"tortur\w+|rap(?:e|ed|es|ing)|sexual(?:ly)? (?:violence|assault\w*|abuse\w*)|ethnic(?:ally)? cleans\w+|enslav\w+|"
    r"kidnapp\w+|abduct\w+|hostage[- ]taking|loot\w*|pillag\w+|plunder\w*|arson|set fire to|"
    r"terroris[mt]s?|corruption|corrupt|brib\w+|fraud\w*|embezzl\w+|extort\w+|smuggl\w+|traffick\w+|stole|stolen|"
    r"theft|robb\w+|launder\w+|spying|espionage|treason|chemical weapons?|cluster munitions?|human shields?|"
    r"deliberately (?:target|kill|shell|bomb|attack|fir)\w*|killed (?:\w+ )?civilians?"
)

#: Capitalised words that are no names.
NO_NAMES = frozenset({
    *"I A An The This That These Those It He She We They In On At By From To Of And But Or If When While After".split(),
    *"Before As No Not All Some More At Least Our Their His Her Its There".split(),
    # A denial that loses one of these says the opposite.
    *"Never None Nobody Nothing Neither Nor Cannot Without".split(),
    *(f"{verb}n't" for verb in "Is Are Was Were Do Does Did Has Have Had Wo Would Ca Could".split()),
    *(f"{verb}n’t" for verb in "Is Are Was Were Do Does Did Has Have Had Wo Would Ca Could".split()),
    *(name.capitalize() for name in (*WEEKDAYS, *MONTHS)),
})  # fmt: skip
