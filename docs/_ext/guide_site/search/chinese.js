// Cuts a query as the index was cut, into overlapping pairs of 汉字. What no pair of the index covers
// stays whole, as a word that the guide does not have; a single character between two words does not
// count, and neither does what only makes a question of the words around it.
var splitQuery = (query) => {
  const asking = new RegExp(
    "为什么|怎么样|怎么办|怎么用|怎么|怎样|如何|什么|为何|哪些|哪个|是否|能否|应该|需要|可以|我们|" +
      "意思|区别|时候|一下|或者|以及|这个|那个",
    "g",
  );
  const runs = /[\u3400-\u4dbf\u4e00-\u9fff]+|[\p{L}\p{N}_]+/gu;
  const isHan = (run) => /^[\u3400-\u4dbf\u4e00-\u9fff]/.test(run);
  const glue = /[的了和与是在对把吗呢吧会要就也都又被给让从有我你它这那]/;
  const known = (pair) => Object.hasOwn(Search._index.weights, pair);

  const cut = (run) => {
    const pairs = Array.from(run.slice(1), (second, i) => run[i] + second);
    const free = Array.from(run, (character, i) =>
      [pairs[i - 1], pairs[i]].some((pair) => pair && known(pair)) ? " " : character,
    );
    const strange = free.join("").split(" ");
    const telling = pairs.filter((pair) => known(pair) && (run.length < 3 || !glue.test(pair)));
    return [...telling, ...strange.filter((rest) => rest.length > 1)];
  };

  const words = query.replaceAll(asking, " ").matchAll(runs);
  return Array.from(words, ([run]) => run).flatMap((run) => (isHan(run) ? cut(run) : [run]));
};
