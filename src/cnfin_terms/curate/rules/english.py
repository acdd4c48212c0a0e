"""English words that are as short as abbreviations: what an acronym without its capitals would be taken for."""

from __future__ import annotations

__all__ = ["WORDS"]

WORDS = frozenset((
    "able about above ace act add age aid aim air all also and ant any apt arc are arm art ask ate away bad bag ban bar bat bay bed bee beg bet bid big bin "
    "bit boat bond book boost bow box boy bread bring bug bus but buy cab can cap car care case cash cat chip city claim class clean clear close coal coat "
    "code coin come cool cop cost count cow crab crop cry cup cut dad dam dart data date day deal debt desk die dig dip dog door dot draw drop dry due ear "
    "earn ease east easy eat edge egg else end era even ever eye face fact fair fall fan far fast fat fax fee few file fin fine fire firm fish fit five fix "
    "flag flat flow fly fog for force form four fox free from fuel full fun fund gap gas gate gem get gift give goal gold good got grid grow gum gun guy "
    "had hall has hat have head help her high him hip his hit hold home hope host hot hour how hub ice idea inch ink into iron its jam jar jet job join joy "
    "just keep key kid kin king know lab lack lady lag lake land lap large last law lay lead leaf lean learn leg less let lid lie life lift like line link "
    "lion lip list live load loan log look loop lose lot love low luck made mail main make man many map mark mass may mean meet men mile mill mind mine "
    "mint miss mix model mom moon more most move much must name near neat need net new news next nice nine noble node none nor north not note now nut oak "
    "odd off office oil old once one only open opt order our out oven over own pace pack page paid pan park part pass past path pay peak pen per pet pick "
    "pie pig pilot pin plan play plot plus point pool poor port pot power press price pro pure push put race rail rain raise ran range rank rat rate raw "
    "read real red rent rest rice rich ride right ring rise risk road rock role roof room root rope row rule run safe sail sale salt same sand save say "
    "scale sea seal seat see seed sell send set seven share she ship shoe shop short show side sign silk sit six size skill sky smart snap soft soil sold "
    "solid some son song soon sort soul south space spin spot staff stage stamp stand star start state stay step still stock stop store strong sub such sum "
    "sun sure swap swift table take talk tall tap tax tea team tell ten term test than that the them then they thin this tie time tin tip toe top toy trade "
    "trap tree trust try turn two type unit use van vast very via view vote wage walk wall want war warm was watch water wave way wealth wear web week well "
    "west wet what when whip who why wide will win wind wine wing wise wish with wolf won wood word work world yard year yes yet you young zero zone zoo "
).split())
