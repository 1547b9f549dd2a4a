/** The longest text whose answer is kept, in UTF-16 units. */
const LONGEST = 200;
const MOST = 1000;

/** A function of a text that finds each answer once: what a model's name means is asked again in every call. Forgets all when full. */
export function remembered<T>(find: (text: string) => T): (text: string) => T {
  const found = new Map<string, { readonly answer: T }>();
  return (text) => {
    const known = found.get(text);
    if (known !== undefined) return known.answer;
    const answer = find(text);
    if (text.length > LONGEST) return answer;
    if (found.size >= MOST) found.clear();
    found.set(text, { answer });
    return answer;
  };
}
