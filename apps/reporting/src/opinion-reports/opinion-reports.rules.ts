import type { FieldError } from '#contracts/problem';
import type { NewOpinionItem, OpinionItem } from '#contracts/opinion';
import { personalSpansIn } from '#disclosure/free-text-guard';

/**
 * The least basis for each statement of prevalence: how many conversations, in how many places. A stated
 * prevalence must be earned; these are the office's usual floors, strongest first.
 */
export const prevalenceFloors: Record<OpinionItem['prevalence'], { conversations: number; places: number }> =
  {
    overwhelming: { conversations: 20, places: 3 },
    majority: { conversations: 10, places: 2 },
    many: { conversations: 4, places: 1 },
    some: { conversations: 1, places: 1 },
  };

/** How an item stands when it is filed. */
export const asFirstFiled = {
  state: 'pending',
  returnReason: null,
  revision: 1,
  passedLevel: null,
  changeReason: null,
} as const;

/** A statement of prevalence whose basis does not carry it; paths lead into the request's `items`. */
export function unearnedPrevalence(items: NewOpinionItem[]): FieldError[] {
  return items.flatMap(({ prevalence, basis }, index) => {
    const floor = prevalenceFloors[prevalence];
    if (basis.conversations >= floor.conversations && basis.places >= floor.places) return [];
    const message = `"${prevalence}" needs at least ${floor.conversations} conversations in ${floor.places} places`;
    return [{ path: `items.${index}.prevalence`, message }];
  });
}

const freeTexts = (item: NewOpinionItem): [path: string, text: string | null][] => [
  ['summary', item.summary],
  ...item.proposals.map((text, index): [string, string] => [`proposals.${index}`, text]),
  ['assessment', item.assessment],
  ['proposedSolution', item.proposedSolution],
];

/** Where the free texts of items name or lead to a person. */
export function personalSpans(items: NewOpinionItem[]): FieldError[] {
  return items.flatMap((item, index) =>
    freeTexts(item).flatMap(([path, text]) => personalSpansIn(`items.${index}.${path}`, text ?? '')),
  );
}

/** Codes that the lists do not know. */
export function unknownCodes(items: NewOpinionItem[], known: ReadonlySet<string>): FieldError[] {
  return items.flatMap(({ topic, strata }, index) => [
    ...(known.has(`topic:${topic}`)
      ? []
      : [{ path: `items.${index}.topic`, message: `there is no topic ${topic}` }]),
    ...strata
      .filter((stratum) => !known.has(`stratum:${stratum}`))
      .map((stratum) => ({ path: `items.${index}.strata`, message: `there is no stratum ${stratum}` })),
  ]);
}
