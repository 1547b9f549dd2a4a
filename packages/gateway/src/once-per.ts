/** A function of an object that finds each answer once, and keeps it for as long as there is the object. */
export function oncePer<K extends object, V>(find: (of: K) => V): (of: K) => V {
  const found = new WeakMap<K, { readonly answer: V }>();
  return (of) => {
    const known = found.get(of);
    if (known !== undefined) return known.answer;
    const answer = find(of);
    found.set(of, { answer });
    return answer;
  };
}
