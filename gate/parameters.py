"""Every dated figure and rule under `fourfold/parameters` loads: sourced, dated, without holes or unknown keys."""

from __future__ import annotations

import sys

from fourfold.ground.parameters import ParameterFault, all_parameters, all_rules


def main() -> int:
    try:
        loaded = all_parameters()
        all_rules()
    except ParameterFault as fault:
        print(fault)
        return 1
    if not loaded:
        print("fourfold/parameters holds no parameter at all")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
