"""Geometry of our pictures: plain numbers in, places on a drawing 300 units wide out. The markup is in components/charts.jinja.

Every picture is drawn for a phone (300 units are about 290 pixels there), says the same as the table beside it, and tells
nothing by colour alone. Nothing known to be missing is drawn as zero.
"""

from fourfold.ground.web.charts.five import five_bars
from fourfold.ground.web.charts.journey import journey_steps
from fourfold.ground.web.charts.lines import burn_up
from fourfold.ground.web.charts.mix import mix_bars
from fourfold.ground.web.charts.shares import share_bars
from fourfold.ground.web.charts.spine import spine_strip
from fourfold.ground.web.charts.timeline import timeline

__all__ = ("burn_up", "five_bars", "journey_steps", "mix_bars", "share_bars", "spine_strip", "timeline")
