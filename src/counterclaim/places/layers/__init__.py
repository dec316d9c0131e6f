"""Layers: places of a user's own files on top of the bundled gazetteer (docs/decisions/0016)."""

from counterclaim.places.layers._store import (
    Layer,
    add_layer,
    layers_folder,
    list_layers,
    remove_layer,
)

__all__ = ["Layer", "add_layer", "layers_folder", "list_layers", "remove_layer"]
