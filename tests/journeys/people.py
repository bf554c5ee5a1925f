"""Who walks the journeys: people of a council that begins with nothing, two suppliers and a charity."""

PASSWORD = "walk-the-whole-thread"

BODIES = {
    "Newbrook Council": "local_authority",
    "Ashdown Works Ltd": "private",
    "Beech Facilities Ltd": "private",
    "Newbrook Neighbours": "charity",
}

PEOPLE = {
    "lead@newbrook.example": ("Lena Lead", "Newbrook Council", ("lead",)),
    "approver@newbrook.example": ("Amir Approver", "Newbrook Council", ("approver",)),
    "buyer@newbrook.example": ("Bella Buyer", "Newbrook Council", ("commissioner",)),
    "first@newbrook.example": ("Fay First", "Newbrook Council", ("evaluator",)),
    "second@newbrook.example": ("Sol Second", "Newbrook Council", ("evaluator",)),
    "manager@newbrook.example": ("Mina Manager", "Newbrook Council", ("contract_manager",)),
    "auditor@newbrook.example": ("Otto Auditor", "Newbrook Council", ("auditor",)),
    "ash@ashdown.example": ("Ash Supplier", "Ashdown Works Ltd", ("supplier",)),
    "bo@beech.example": ("Bo Supplier", "Beech Facilities Ltd", ("supplier",)),
    "nia@neighbours.example": ("Nia Neighbour", "Newbrook Neighbours", ("community",)),
}

DEMONSTRATION = ("olu@brackwater.example", "daniel@fernborough.example")
