"""The words that the program itself puts on a ticket, Kazakh and Russian side by side.

A native speaker has still to approve them.
"""

from firmware.words import Bilingual

COPY = Bilingual(kk="КӨШІРМЕ", ru="КОПИЯ")
ALONE = Bilingual(kk="Байланыссыз берілді", ru="Выдан без связи")
"""The station numbered it while nobody answered: nobody knew how many wait, and the number is out of the row."""
NOBODY_AHEAD = Bilingual(kk="Сіздің алдыңызда ешкім жоқ", ru="Перед вами никого")
AHEAD = Bilingual(kk="Сіздің алдыңызда {ahead} адам бар", ru="Перед вами: {ahead}")
