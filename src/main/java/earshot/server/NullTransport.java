package earshot.server;

import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A link without a socket: sends nothing and logs each attempt. Source: badge-protocol section 8.2.
enum NullTransport implements DeviceTransport {
    INSTANCE;

    private static final Logger LOG = LoggerFactory.getLogger(NullTransport.class);

    @Override
    public boolean send(String text) {
        LOG.warn("send_json: websocket is None");
        return false;
    }

    @Override
    public boolean send(byte[] frame) {
        LOG.warn("send_json: websocket is None");
        return false;
    }

    @Override
    public CompletableFuture<Boolean> arrival() {
        return CompletableFuture.completedFuture(false);
    }

    @Override
    public void close(int code, String reason) {}

    @Override
    public void abort() {}
}
