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
    "subdistrict": "district", "canton": "district", "department": "district", "borough": "district",
    "township": "district", "twp": "district", "co": "district", "raion": "district", "tehsil": "district",
    "city": "town", "town": "town", "village": "town", "hamlet": "town", "suburb": "town", "neighborhood": "town",
    "neighbourhood": "town", "settlement": "town", "camp": "town", "port": "town",
    "valley": "region", "peninsula": "region", "island": "region", "islands": "region", "mountains": "region",
    "hills": "region", "desert": "region", "delta": "region", "plateau": "region", "pass": "region",
    "coast": "region", "basin": "region", "enclave": "region", "strip": "region", "front": "region",
    "river": "water", "lake": "water", "sea": "water", "bay": "water", "gulf": "water", "strait": "water",
    "creek": "water", "canal": "water", "harbour": "water", "harbor": "water", "reservoir": "water", "dam": "water",
}  # fmt: skip
#: Last words of the names of streets, buildings and sites.
FACILITIES = frozenset(
    "street st road rd avenue ave drive boulevard blvd lane highway hwy freeway expressway motorway parkway square "
    "bridge tunnel airport airfield airbase base station terminal crossing checkpoint hospital stadium arena park "
    "mosque church cathedral basilica temple prison jail university college school campus market mall plaza hotel "
    "palace castle tower museum cemetery refinery plant mine factory dam port beach forest preserve wilderness "
    "reserve mountain mount mt hill ridge peak trail".split()
)
#: The first words of some (“Highway 403”, “Mount Hood”, “Lake Lanier”, “Camp Bastion”).
FACILITY_HEADS = frozenset("highway route interstate mount mt lake fort ft camp cape port".split())
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
