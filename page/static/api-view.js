// Stands in the page's head: the parts of Gradio's API view that it says in English only, in Chinese. Words of the
// programming interface itself (names, types, code) stay. Texts are compared with their white space made single.
(() => {
  const WORDS = {
    'API': '接口', 'documentation': '说明', 'API endpoint': '个接口', 'API endpoints': '个接口',
    'Choose one of the following ways to interact with the API.': '可以用下面的方式调用接口。',
    's': '', 's:': '：', 'Or use the': '', 'to automatically generate your API requests.': '',
    'Copy Page': '复制全文', '1. Install the': '1. 安装', 'python': 'Python', 'javascript': 'JavaScript',
    'client (': '客户端（', 'docs': '说明', ") if you don't already have it installed.": '），已安装的略过。',
    '2. Find the API endpoint below corresponding to your desired function in the app. Copy the code snippet, replacing the placeholder values with your own input data.': '2. 在下面找到要用的接口，复制代码，换成自己的内容。',
    '1. Confirm that you have cURL installed on your system.': '1. 确认系统里有 cURL。',
    'API name:': '接口：', 'Required': '必填', 'Default:': '默认：', 'Returns': '返回', '1 element': '一项', 'an array of 1 element': '一项的数组',
    'Making a prediction and getting a result requires': '一次调用要用', '2 requests': '两个请求', ': a': '：一个', 'and a': '和一个',
    'request. The': '请求。', 'request returns an': '请求返回', ', which is used in the second': '，用在第二个', 'request to fetch the results. In these snippets, we\'ve used': '请求里取结果。下面用', 'and': '和',
    'to parse the results, combining these two requests into one command for ease of use.': '取出编号，把两步合成一条命令。',
  };
  const PATTERNS = [
    [/^Accepts (\d+) parameters?:?$/, '参数 $1 个'],
    [/^Accepts a JSON object with (\d+) keys?:?$/, '一个 JSON 对象，键 $1 个'],
    [/^The (?:input|output) value that (?:is provided|appears) in the .* component\.$/, ''],
  ];

  const NEEDLESS = ['API Recorder', 'CLI', 'MCP']; // they lead to what is not served here, or outside

  const chinese = (text) => {
    if (text in WORDS) return WORDS[text];
    const found = PATTERNS.find(([pattern]) => pattern.test(text));
    return found ? text.replace(...found) : null;
  };

  function translate() {
    const view = document.querySelector('.api-docs');
    if (!view) return;
    for (const button of view.querySelectorAll('button, li, .snippet')) {
      if (NEEDLESS.includes(button.textContent.trim())) button.style.display = 'none';
    }
    const texts = document.createTreeWalker(view, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const node = texts.currentNode;
      const said = node.nodeValue.replace(/\s+/g, ' ').trim();
      const words = node.parentElement.closest('pre, code') ? null : chinese(said);
      if (words !== null && words !== said) node.nodeValue = words;
    }
  }
  new MutationObserver(translate).observe(document, { childList: true, subtree: true });
})();
