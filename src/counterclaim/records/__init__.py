"""The records that pass between stages: frozen, typed, one module per term; they import nothing but each other."""
