"""The offline model behind the loopback server."""

from loopback.openai_server import Answer, OpenAIServer, Request, choices
from selfinstruct_distilabel.llms import OfflineLLM

__all__ = ["serve_offline_model"]


def serve_offline_model(server: OpenAIServer, *, wrap: str = "{}", requests: int | None = None) -> None:
    """Answers as the offline model does, without noise.

    Args:
        server: who answers.
        wrap: what the answer stands in, at `{}`.
        requests: how many are answered; those after them get 404.
    """
    llm = OfflineLLM(noise=0)
    llm.load()
    already = len(server.requests)

    def respond(request: Request) -> Answer:
        if requests is not None and len(server.requests) - already > requests:
            return Answer({"error": {"message": "gone"}}, status=404)
        prompt = request.body["prompt"] if request.endpoint == "completions" else request.body["messages"]
        (output,) = llm.generate(inputs=[prompt], stop=request.body.get("stop"))
        return choices(request, wrap.replace("{}", str(output["generations"][0])))

    server.respond(respond)
