"""Short closed classes of English words that stand beside place names."""

#: Prepositions after which a capitalised name that the gazetteer knows is read as a place.
PLACE_PREPOSITIONS = frozenset(
    "in at near outside inside around across throughout into towards toward from to through between via "
    "of off along beyond above".split()
)
#: Of those, the ones that say it clearly: “to Jordan” may be a person, “in Jordan” hardly.
CLEAR_PREPOSITIONS = frozenset("in near outside inside across throughout around".split())
#: Nouns that name the kind of a division or settlement, and the kind they ask for.
DIVISIONS = {
    "province": "province", "state": "province", "governorate": "province", "oblast": "province",
    "prefecture": "province", "region": "province", "territory": "province", "emirate": "province",
    "county": "district", "district": "district", "municipality": "district", "parish": "district",
    "subdistrict": "district", "canton": "district", "borough": "district",
    "township": "district", "twp": "district", "co": "district", "raion": "district", "tehsil": "district",
    "city": "town", "town": "town", "village": "town", "hamlet": "town", "suburb": "town", "neighborhood": "town",
    "neighbourhood": "town", "settlement": "town", "camp": "town",
    "valley": "region", "peninsula": "region", "island": "region", "islands": "region", "mountains": "region",
    "hills": "region", "desert": "region", "delta": "region", "plateau": "region", 
    "basin": "region", "enclave": "region", "strip": "region",
    "river": "water", "lake": "water", "sea": "water", "bay": "water", "gulf": "water", "strait": "water",
    "creek": "water", "canal": "water", "harbour": "water", "harbor": "water", "reservoir": "water", "dam": "water",
}  # fmt: skip
#: Of those, the ones that make any name before them a place.
CLEAR_DIVISIONS = frozenset(
    "district province governorate oblast prefecture county municipality subdistrict village valley".split()
)
#: Those that also end the names of parties and ideas (“Free State”): places only after a name that is known.
OPEN_DIVISIONS = frozenset("state region territory city town camp settlement port department".split())
#: Last words of the names of streets and sites.
FACILITIES = frozenset(
    "street st road rd avenue ave drive boulevard blvd lane highway hwy freeway expressway motorway parkway square "
    "crescent bridge tunnel stadium arena park racecourse "
    "cemetery forest preserve wilderness reserve mountain mount mt hill ridge peak trail beach "
    "plaza".split()
)
#: Last words of the names of sites that are called after a town near them.
TOWN_SITES = frozenset("airport airfield airbase terminal crossing checkpoint refinery dam".split())
#: Last words of the names of institutions that are buildings too: places only where the words around say so.
INSTITUTIONS = frozenset(
    "base station hospital mosque church cathedral basilica temple prison jail university college school campus "
    "market mall hotel palace castle tower museum plant mine factory center centre hall court garden gardens house "
    "theatre theater library embassy consulate barracks camp academy".split()
)
#: Words after a place's name that make it one: “Winnipeg police”, “the Nairobi mayor”.
CIVIC_WORDS = frozenset(
    "police mayor residents resident council councillor fire sheriff area airport native officials authorities "
    "suburb region farms outskirts border hospital district county city villagers".split()
)
#: The first words of some (“Highway 9”, “Mount Kenya”).
FACILITY_HEADS = frozenset("highway route interstate mount mt lake fort ft camp cape port wadi jabal jebel".split())
#: Degrees of the compass.
BEARINGS = {
    "north": 0, "northeast": 45, "north-east": 45, "east": 90, "southeast": 135, "south-east": 135,
    "south": 180, "southwest": 225, "south-west": 225, "west": 270, "northwest": 315, "north-west": 315,
}  # fmt: skip
#: “northern Iraq”, “downtown Kabul”: part of the place named.
SIDES = frozenset(
    "northern northeastern eastern southeastern southern southwestern western northwestern central upper lower "
    "north-eastern south-eastern south-western north-western".split()
)
#: “the centre of X”, “the outskirts of X”: the share of X's radius that they take.
PARTS = {
    "centre": 0.3, "center": 0.3, "heart": 0.3, "middle": 0.3, "downtown": 0.3,
    "outskirts": 1.3, "edge": 1.3, "suburbs": 1.3, "environs": 1.5, "vicinity": 1.5,
}  # fmt: skip
UNITS_KM = {
    "km": 1.0, "kms": 1.0, "kilometer": 1.0, "kilometre": 1.0, "kilometers": 1.0, "kilometres": 1.0,
    "mile": 1.609, "miles": 1.609, "mi": 1.609,
}  # fmt: skip
#: Words before a person's name.
TITLES = frozenset(
    "mr mrs ms miss dr prof sir lord lady president minister senator sen rep gov governor mayor judge justice "
    "general gen colonel col major maj captain capt lieutenant lt sergeant sgt officer detective chief king queen "
    "prince princess pope father rev bishop coach professor spokesman spokeswoman spokesperson secretary director "
    "manager commander ambassador".split()
)
#: Words after the name of a place that make it the name of a disease (“West Nile virus”).
DISEASE_WORDS = frozenset(
    "virus viruses ebolavirus marburgvirus fever flu influenza disease syndrome encephalitis hemorrhagic haemorrhagic "
    "strain strains".split()
)
#: Words that an illness follows, after “of”, “from”, “with” or “for”.
ILLNESS_WORDS = frozenset(
    "case cases symptom symptoms outbreak outbreaks strain strains died dying infected diagnosed ill sick positive "
    "infection infections spread vaccine vaccines".split()
)
#: Last words of names of sites, of whatever kind.
SITE_TAILS = FACILITIES | TOWN_SITES | INSTITUTIONS | frozenset(DIVISIONS)
