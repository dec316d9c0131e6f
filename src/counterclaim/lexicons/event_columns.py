"""Columns of the event data of UCDP (GED) and ACLED: which a claim fills, and which only a person's judgement does.

Compiled for Counterclaim from the column names that the two publish with their data; version 1; Apache-2.0 as the
project. Readers find columns by name: UCDP renames some of them between releases (`FORMERLY`).
"""

#: The columns of UCDP GED, in its order.
UCDP = (
    "id", "relid", "year", "active_year", "type_of_violence", "conflict_new_id", "conflict_name", "dyad_new_id",
    "dyad_name", "side_a_new_id", "side_a", "side_b_new_id", "side_b", "number_of_sources", "source_article",
    "source_office", "source_date", "source_headline", "source_original", "where_prec", "where_coordinates",
    "where_description", "adm_1", "adm_2", "latitude", "longitude", "geom_wkt", "priogrid_gid", "country",
    "country_id", "region", "event_clarity", "date_prec", "date_start", "date_end", "deaths_a", "deaths_b",
    "deaths_civilians", "deaths_unknown", "low", "best", "high",
)  # fmt: skip

#: The columns of ACLED, in its order.
ACLED = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type",
    "actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting",
    "iso", "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision",
    "source", "source_scale", "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip

#: Columns that the claims, their reports and the entry fill; nobody types them.
FILLED = frozenset({
    "year", "number_of_sources", "source_article", "source_office", "source_date", "source_headline",
    "source_original", "where_prec", "where_coordinates", "adm_1", "latitude", "longitude", "geom_wkt", "date_prec",
    "date_start", "date_end",
    "event_date", "time_precision", "country", "admin1", "location", "geo_precision", "source", "notes", "timestamp",
})  # fmt: skip

#: Columns that stay blank until a person fills them.
JUDGED = tuple(dict.fromkeys(name for name in (*UCDP, *ACLED) if name not in FILLED))

#: Of these, what must be a whole number not below nought.
COUNTS = frozenset({"deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "low", "best", "high", "fatalities"})

#: Of these, what may be nothing else.
CHOICES = {
    "type_of_violence": ("1", "2", "3"),
    "event_clarity": ("1", "2"),
    "active_year": ("0", "1"),
}

#: Columns in which a person may have told a place more finely than it may leave.
LOCATING = frozenset({"where_description", "adm_2", "admin2", "admin3", "priogrid_gid", "tags"})

#: Names that other releases give to a column.
FORMERLY = {
    "conflict_id": "conflict_new_id",
    "dyad_id": "dyad_new_id",
    "dyad_dset_id": "dyad_new_id",
    "side_a_id": "side_a_new_id",
    "side_b_id": "side_b_new_id",
    "side_a_dset_id": "side_a_new_id",
    "side_b_dset_id": "side_b_new_id",
    "gwnoa": "country_id",
}
