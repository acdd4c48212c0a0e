"""From forms to entities: evidence gathered, weighed, and turned into one answer, several, or none.

The rooms, in the order in which a mention goes through them:

- spans: ``branches``, ``legal``, ``asides`` make names longer; ``marks`` chooses those that become mentions;
- what stands where: ``context`` for the document, ``nodes`` for marks that stand for one thing, ``frames`` with ``office``, ``outer``, ``pairs`` and ``posts``
  for the titles of people and bodies, ``lists``, ``seams``, ``places``, ``expansions``, ``documents``;
- what is known of a candidate: ``facts``, ``rarity``;
- evidence: ``asking`` says which is asked of whom, ``evidence`` and ``surroundings`` have the features, and one each is in ``cues``, ``dealt``, ``employers``,
  ``foreign``, ``local``, ``ranks``, ``subsidiaries`` and ``trades``; ``weights`` says what each weighs;
- answers: ``decide`` for one mark, ``senses`` for titles, ``rounds`` for all marks of a text;
- bodies that the lexicon does not have: ``unknowns``, with ``leads`` for where their names begin.
"""
