package earshot.server;

import module java.base;

import earshot.problem.FatalErrors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers plain HTTP requests of both ports: OTA, the routes of other features, and a text that says the server is running.
record HttpRouter(HandshakeAdmission admission, OtaHandler ota, List<HttpRoute> routes, ConnectionAttemptListener attempts) {
    static final String RUNNING = "Server is running\n";
    private static final Logger LOG = LoggerFactory.getLogger(HttpRouter.class);

    HttpRouter {
        routes = List.copyOf(routes);
    }

    /// Never throws. Runs on a virtual thread.
    HttpReply answer(ConnectionAttempt initial, HttpRequest request) {
        if (ServerProbe.sent(request)) {
            return HttpReply.text(200, RUNNING);
        }
        ConnectionAttempt attempt = initial.withRequest(RequestHead.forDisplay(request.method() + " " + request.target()));
        return switch (admission.webAccess().decide(request.headers(), request.reads())) {
            case WebAccessControl.Allowed allowed -> CorsHeaders.added(page(attempt, request), allowed, request);
            case WebAccessControl.Foreign foreign -> admission.foreign(attempt.reached(ConnectionAttempt.Step.PAGE), foreign).reply();
        };
    }

    private HttpReply page(ConnectionAttempt attempt, HttpRequest request) {
        try {
            Optional<HttpRoute> asked = route(request.path());
            Optional<HttpReply> boot = ota.answer(attempt, request, asked.isPresent());
            if (boot.isPresent()) {
                return boot.get();
            }
            if (asked.filter(HttpRoute::polled).isEmpty()) {
                attempts.attemptChanged(attempt.reached(ConnectionAttempt.Step.PAGE));
            }
            if (request.method().equals(HttpMethod.OPTIONS)) {
                Map<String, String> headers = asked.flatMap(route -> route.methods(request.path()))
                    .map(methods -> Map.of("Allow", HttpMethod.join(methods))).orElse(Map.of());
                return new HttpReply(204, "text/plain", headers, new byte[0]);
            }
            if (asked.isPresent()) {
                return asked.get().answer(request);
            }
            boolean known = request.port() == ConnectionAttempt.Port.WEBSOCKET || request.path().equals("/");
            return known ? HttpReply.text(200, RUNNING) : HttpReply.failed(404, "not found");
        } catch (Throwable e) {
            FatalErrors.report(e);
            LOG.error("a page failed: {}", RequestHead.forDisplay(request.target()), e);
            return HttpReply.failed(500, "internal error");
        }
    }

    /// The route with the longest path: one may lie below another.
    private Optional<HttpRoute> route(String path) {
        return routes.stream().filter(route -> path.equals(route.path()) || path.startsWith(route.path() + "/"))
            .max(Comparator.comparingInt(route -> route.path().length()));
    }

    /// The largest body that a request for this target may have, in bytes.
    int mostBytes(String target) {
        return route(target).map(route -> route.mostBytes(target)).orElse(HttpRequest.MAX_BODY_BYTES);
    }

    /// Whether programs ask for it again and again.
    boolean polled(String target) {
        return route(target).filter(HttpRoute::polled).isPresent();
    }

    /// The reply as bytes, for the WebSocket port. A reply ends its connection.
    static byte[] encode(HttpReply reply, HttpMethod method) {
        StringBuilder head = new StringBuilder("HTTP/1.1 ").append(reply.status()).append(' ').append(reasonPhrase(reply.status())).append("\r\n");
        reply.headers().forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        head.append("Connection: close\r\nContent-Type: ").append(reply.type()).append("\r\n");
        if (reply.status() != 204 && reply.rest().isEmpty()) {
            head.append("Content-Length: ").append(reply.body().length).append("\r\n");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        if (!method.equals(HttpMethod.HEAD)) {
            bytes.writeBytes(reply.body());
        }
        return bytes.toByteArray();
    }

    private static String reasonPhrase(int status) {
        return switch (status) {
            case 200 -> "OK";
            case 202 -> "Accepted";
            case 204 -> "No Content";
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 409 -> "Conflict";
            case 413 -> "Content Too Large";
            case 422 -> "Unprocessable Content";
            case 426 -> "Upgrade Required";
            case 429 -> "Too Many Requests";
            case 431 -> "Request Header Fields Too Large";
            default -> status < 400 ? "OK" : "Error";
        };
    }
}
