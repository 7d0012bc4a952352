package earshot.remote;

import module java.base;

import earshot.problem.ProblemException;

/// A speech service of Alibaba Cloud over a WebSocket, which is opened with a token.
public interface AliyunSocketService extends SocketService {
    /// Shared by all connections.
    AliyunTokens tokens();

    @Override
    default URI address() {
        return AliyunAddress.webSocket(provider(), "/ws/v1");
    }

    @Override
    default Map<String, String> headers() {
        return tokens().headers(errors());
    }

    /// Forgets a token that was refused.
    @Override
    default ProblemException refused(ProblemException refusal) {
        return tokens().refused(refusal, provider());
    }
}
