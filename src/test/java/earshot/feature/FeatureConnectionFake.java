package earshot.feature;

import module java.base;

import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.data.JsonMappers;
import earshot.device.ConnectionMode;
import earshot.id.DeviceId;
import earshot.id.SessionId;
import earshot.wire.Dialect;
import earshot.wire.InboundMessage;
import earshot.wire.ListenMode;
import earshot.wire.MessageFamily;

/// A connection whose thread is that of the test: what is posted waits until the test runs it.
public abstract class FeatureConnectionFake implements FeatureConnection {
    public final BlockingQueue<Runnable> posted = new LinkedBlockingQueue<>();
    public final List<ListenMode> listenModes = new ArrayList<>();
    public ConnectionMode mode = ConnectionMode.CONNECTED_IDLE;
    public int spent;
    public FeatureSession session;
    private final DeviceId deviceId;
    private final Dialect dialect;

    protected FeatureConnectionFake(DeviceId deviceId, Dialect dialect) {
        this.deviceId = deviceId;
        this.dialect = dialect;
    }

    /// The device sends a message.
    ///
    /// @param json with ' in place of "; its type is the word of the family unless it has one
    protected final void receives(MessageFamily family, String json) {
        ObjectNode body = (ObjectNode) JsonMappers.tree(json.replace('\'', '"'));
        session.received(new InboundMessage.Family(family, body.has("type") ? body : body.put("type", family.word())));
    }

    public final void run() {
        for (Runnable task = posted.poll(); task != null; task = posted.poll()) {
            task.run();
        }
    }

    @Override
    public final DeviceId deviceId() {
        return deviceId;
    }

    @Override
    public final SessionId sessionId() {
        return new SessionId("s");
    }

    @Override
    public final Dialect dialect() {
        return dialect;
    }

    @Override
    public final CompletableFuture<Boolean> arrival() {
        return CompletableFuture.completedFuture(true);
    }

    @Override
    public final void post(Runnable task) {
        posted.add(task);
    }

    @Override
    public final ConnectionMode mode() {
        return mode;
    }

    @Override
    public final void listenMode(ListenMode next) {
        listenModes.add(next);
    }

    @Override
    public final void spend(int tokens) {
        spent += tokens;
    }
}
