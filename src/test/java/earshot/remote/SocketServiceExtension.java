package earshot.remote;

import static org.awaitility.Awaitility.await;

import module java.base;

import earshot.time.TimeFake;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// A service over a WebSocket, and what its client needs.
public final class SocketServiceExtension implements AfterEachCallback {
    public final TimeFake time = new TimeFake();
    public final SharedHttpClient sharedHttpClient = new SharedHttpClient(time);
    public final SocketServerFake server = new SocketServerFake();

    /// Awaits an answer, while this time passes again and again.
    public <T> T answer(CompletableFuture<T> answer, Duration passing) {
        await().until(() -> {
            time.advance(passing);
            return answer.isDone();
        });
        return answer.join();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        sharedHttpClient.close();
        server.close();
    }
}
