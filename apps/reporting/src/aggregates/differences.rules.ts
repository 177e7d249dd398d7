/** A run of what two lists have in common, of what only the first has, or only the second. */
export interface Run<T> {
  kind: 'same' | 'removed' | 'added';
  items: T[];
}

/** How one list becomes another: a longest run of what they have in common stays. */
export function differencesOf<T>(before: readonly T[], after: readonly T[]): Run<T>[] {
  const width = after.length + 1;
  const common = new Uint16Array((before.length + 1) * width);
  for (let i = before.length - 1; i >= 0; i -= 1) {
    for (let j = after.length - 1; j >= 0; j -= 1) {
      common[i * width + j] =
        before[i] === after[j]
          ? common[(i + 1) * width + j + 1]! + 1
          : Math.max(common[(i + 1) * width + j]!, common[i * width + j + 1]!);
    }
  }
  const runs: Run<T>[] = [];
  const put = (kind: Run<T>['kind'], item: T): void => {
    const last = runs.at(-1);
    if (last?.kind === kind) last.items.push(item);
    else runs.push({ kind, items: [item] });
  };
  for (let [i, j] = [0, 0]; i < before.length || j < after.length;) {
    const [right, down] = [common[i * width + j + 1] ?? 0, common[(i + 1) * width + j] ?? 0];
    if (i < before.length && j < after.length && before[i] === after[j]) {
      put('same', before[i]!);
      i += 1;
      j += 1;
    } else if (j === after.length || (i < before.length && down >= right)) put('removed', before[i++]!);
    else put('added', after[j++]!);
  }
  return runs;
}
