"""A second reading of the rules of publication status, made apart from the engine, to be compared with it.

It is written to be obviously right, not fast: every question is asked of one agency on one day, runs are found by
stepping back one day at a time, and what turns when is found by asking every later day. It shares nothing with the
engine but the rows of ``reports.publication.facts`` and the comparison of names.

* ``register``: what the recorded facts say on one day: slice, policy, documents in force, authority, declaration, scope.
* ``reading``: gates, edition, statuses, measures, next action, timelines.
* ``worlds``: random small registries, from a seed or from Hypothesis.
* ``shrinking``: the smallest registry on which two readings still differ.
* ``disagreements``: compares the engine with this reading; ``python -m tests.oracle.disagreements 0 1000`` hunts.

Where the text of the rules leaves a choice
-------------------------------------------
1. *A day without a slice* (runs look at facts "also on days before the agency's first slice", and slices may have gaps):
   the agency has no kind, so only slots for all kinds (``*``) are expected, and only such slots are filled. An edition
   with slots for some kinds only has no slots on such a day.
2. *A run without a first day* (framework incomplete before every fact): its window is over.
3. *No accepted edition has slots for the kind*: incomplete, because "at least one edition … that has slots" is not
   found. Known editions are looked at only when no edition at all is accepted.
4. *Names* are compared by ``qms.text.fold_name``: white space is removed, not only evened out.
5. *The slice before* is the one that began before it, also across a gap. The first slice is no event.
6. *Identity events of one day* are one event: soft when that day changes no kind and every lineage event of the day
   that names the agency is a renaming with the superior (at least one is).
7. *Annexes* apply in the order of (signed on, number), each one first adding, then removing.
8. *Numbers* that order declarations, annexes and overrides are compared as text, as written.
9. *Overrides that began on one day*: the one signed last counts, then the greater number. The day of signature does not
   delay an override, nor does it delay anything else that has a date of its own (valid time).
10. *A parameter missing* makes a gate not applicable also when no declaration is in effect, and the other way round.
    ``coverage`` and ``scope`` need both of their parameters.
11. *Nothing under authority*: ``scope`` is not exceeded (nothing is missing); a surplus still warns.
12. *The next action when all that apply pass* is sought among the twelve gates of the list, not among those that are not
    applicable; gates that turn on one day in the order of the list. No gate turns: no next action.
13. *turns_on* counts the days on which the agency exists; days in a gap between slices are passed over. *changes_on*
    counts them: not to exist is another status.
14. *timeline without a start* begins on the first day of the first slice and is empty for an agency without slices;
    *without an end* its last interval is open.
15. *A policy value* in force is one that began on or before the day, also when several overlap: the last begun counts,
    and when that one ends, an older one that is still in force counts again.
16. *An accepted edition that is not known* is accepted, has no slots, and is the edition of an agency without anything
    else when it is the newest.
17. *What is missing for "the newest accepted edition"*: of those accepted that have slots for the kind.
"""
