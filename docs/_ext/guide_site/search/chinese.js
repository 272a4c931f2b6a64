// Cuts a query as the index was cut, into overlapping pairs of 汉字. What no pair of the index covers
// stays whole, as a word that the guide does not have; a single character between two words does not
// count, and neither does what only makes a question of the words around it.
var splitQuery = (query) => {
  const asking = new RegExp(
    "为什么|怎么样|怎么办|怎么用|怎么回事|怎么|怎样|如何|什么|为何|为啥|哪些|哪个|是否|能否|能不能|应该|" +
      "需要|可以|我们|意思|区别|时候|一下|或者|以及|这个|那个|到底|究竟|请问|求助|解决|理解|有没有|" +
      "要不要|会不会|对不对|多少|不同|有用|问题|之后|里面|合适|一直|突然|每次",
    "g",
  );
  const runs = /[\u3400-\u4dbf\u4e00-\u9fff]+|[\p{L}\p{N}_]+/gu;
  const isHan = (run) => /^[\u3400-\u4dbf\u4e00-\u9fff]/.test(run);
  const glue = /[的了和与是在对把吗呢吧啊会要就也都又被给让从有为里我你它这那]/;
  const known = (pair) => Object.hasOwn(Search._index.weights, pair);

  const cut = (run) => {
    const pairs = Array.from(run.slice(1), (second, i) => run[i] + second);
    const free = Array.from(run, (character, i) =>
      [pairs[i - 1], pairs[i]].some((pair) => pair && known(pair)) ? " " : character,
    );
    const strange = free.join("").split(" ").filter((rest) => rest.length > 1);
    if (strange.join("").length > run.length / 2) return [run]; // it only begins like a word of the guide
    const telling = pairs.filter((pair) => known(pair) && (run.length < 3 || !glue.test(pair)));
    return [...telling, ...strange];
  };

  const words = query.replaceAll(asking, " ").matchAll(runs);
  return Array.from(words, ([run]) => run).flatMap((run) => (isHan(run) ? cut(run) : [run]));
};
