"""The words that name a part of the body."""

from __future__ import annotations

PARTS = {
    "leg": "leg legs calf calfs calves calve thigh thighs shin shins hamstring hamstrings hammy "
    "quad quads knee knees groin limb limbs gastroc soleus gastrocnemius",
    "foot": "foot feet toe toes heel heels sole soles ankle ankles arch instep",
    "arm": "arm arms forearm forearms bicep biceps tricep triceps elbow elbows shoulder shoulders",
    "hand": "hand hands finger fingers thumb thumbs fingertip fingertips wrist wrists knuckles",
    "chest": "chest breastbone sternum heart ribs rib",
    "face": "face mouth lip lips cheek cheeks eye eyes eyelid eyelids tongue jaw",
    "neck": "neck throat",
    "back": "back spine",
    "belly": "belly tummy stomach abdomen",
    "head": "head",
    "skin": "skin",
}
PART_OF = {word: part for part, words in PARTS.items() for word in words.split()}
PLURAL = frozenset(
    "legs calves calfs thighs shins feet ankles arms hands knees toes fingers".split()
)
