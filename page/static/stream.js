// Stands in the page's head: no answer is lost between two streams.
// Gradio's server ends its stream of answers when none is awaited, and its client opens the next one with the next question;
// a question whose reply comes while the client does not know of the end yet is left without a stream (Gradio 6.31).
// Here such an end is kept from the client, and the stream goes on with the server's next one.
{
  const { fetch } = window;
  const awaited = new Set(); // the questions that the server has taken and not answered
  let asking = Promise.resolve(); // settled once no question is on its way

  const note = async (response) => {
    const { event_id: name } = await (await response).clone().json();
    if (name) awaited.add(name);
  };

  // Whether the stream ends with this message.
  const ends = (message) => {
    const { msg, event_id: name } = JSON.parse(message.replace(/^data:/, ''));
    if (msg === 'process_completed') awaited.delete(name);
    return msg === 'close_stream';
  };

  async function* messages(response) {
    let rest = '';
    for await (const piece of response.body.pipeThrough(new TextDecoderStream())) {
      const parts = (rest + piece).split('\n\n');
      rest = parts.pop();
      yield* parts.filter((part) => part.startsWith('data:'));
    }
  }

  async function pass(request, response, out) {
    for await (const message of messages(response)) {
      if (ends(message)) {
        await asking;
        if (awaited.size) { await pass(request, await fetch(request.clone()), out); return; }
      }
      out.enqueue(new TextEncoder().encode(`${message}\n\n`));
    }
  }

  const lasting = (request, response) => new ReadableStream({
    start: (out) => { pass(request, response, out).then(() => out.close()).catch((error) => out.error(error)); },
  });

  window.fetch = async (resource, options) => {
    const request = fetch(resource, options);
    const { pathname } = new URL(resource.url ?? resource, location.href);
    if (pathname.endsWith('/queue/join')) asking = Promise.allSettled([asking, note(request)]);
    if (pathname.endsWith('/cancel')) awaited.delete(JSON.parse(options.body).event_id);
    const response = await request;
    const streams = response.headers.get('Content-Type')?.startsWith('text/event-stream');
    if (!pathname.endsWith('/queue/data') || !streams) return response;
    return new Response(lasting(new Request(resource, options), response), response);
  };
}
