// What Sphinx's scripts say, in place of Sphinx's own file: that one builds a function out of a
// string, which the Content Security Policy of our pages forbids.
Object.assign(Documentation.TRANSLATIONS, {
  ", in ": "，在 ",
  "Hide Search Matches": "隐藏搜索结果",
  "Preparing search...": "正在准备搜索……",
  "Search Results": "搜索结果",
  "Search finished, found one page matching the search query.": [
    "搜索完成，找到 ${resultCount} 个页面。",
  ],
  Searching: "正在搜索",
  "Your search did not match any documents. Please make sure that all words are spelled correctly and that you've selected enough categories.":
    "没有找到匹配的页面。请检查关键词是否拼写正确。",
});
Documentation.PLURAL_EXPR = () => 0;
Documentation.LOCALE = "zh_CN";
