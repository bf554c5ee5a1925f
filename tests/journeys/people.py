"""Who walks the journeys: people of a council that begins with nothing, of one with a tender to open, three suppliers, a charity."""

PASSWORD = "walk-the-whole-thread"

BODIES = {
    "Newbrook Council": "local_authority",
    "Millford Council": "local_authority",
    "Ashdown Works Ltd": "private",
    "Beech Facilities Ltd": "private",
    "Cedar Grounds CIC": "social_enterprise",
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
    "buyer@millford.example": ("Bea Buyer", "Millford Council", ("commissioner",)),
    "chair@millford.example": ("Mo Moderator", "Millford Council", ("commissioner",)),
    "approver@millford.example": ("Abi Approver", "Millford Council", ("approver",)),
    "edie@millford.example": ("Edie Evaluator", "Millford Council", ("evaluator",)),
    "femi@millford.example": ("Femi Evaluator", "Millford Council", ("evaluator",)),
    "gwen@millford.example": ("Gwen Evaluator", "Millford Council", ("evaluator",)),
    "manager@millford.example": ("Max Manager", "Millford Council", ("contract_manager",)),
    "ash@ashdown.example": ("Ash Supplier", "Ashdown Works Ltd", ("supplier",)),
    "bo@beech.example": ("Bo Supplier", "Beech Facilities Ltd", ("supplier",)),
    "cleo@cedar.example": ("Cleo Supplier", "Cedar Grounds CIC", ("supplier",)),
    "nia@neighbours.example": ("Nia Neighbour", "Newbrook Neighbours", ("community",)),
}

TENDER = "Care of parks and greens"
# Their passphrase for opening bids, and what each does in the tender that Millford has ready.
OPENING = "three of us open together"
PARTS = {
    "chair@millford.example": "moderator",
    "approver@millford.example": "approver",
    "edie@millford.example": "evaluator",
    "femi@millford.example": "evaluator",
    "gwen@millford.example": "evaluator",
}
OPENERS = ("chair@millford.example", "approver@millford.example", "edie@millford.example")

DEMONSTRATION = ("olu@brackwater.example", "daniel@fernborough.example")
