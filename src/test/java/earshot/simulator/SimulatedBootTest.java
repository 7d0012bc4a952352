package earshot.simulator;

import static earshot.time.AwaitLimit.await;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import com.sun.net.httpserver.HttpServer;
import earshot.audio.OpusCodecs;
import earshot.time.Time;
import earshot.time.TimeFake;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A simulated device that boots at a server which lets in only who is approved.
class SimulatedBootTest {
    private static final String ASKS = "{\"websocket\":{\"url\":\"ws://127.0.0.1:1/\"},\"activation\":{\"code\":\"123456\",\"message\":\"x\"%s}}";
    private static final String CHALLENGE = ",\"challenge\":\"c\"";

    private static final Duration REQUEST_LIMIT = Duration.ofSeconds(30);

    private final TimeFake clock = new TimeFake();
    private final BlockingQueue<Duration> pauses = new LinkedBlockingQueue<>();
    private final Time time = (Time) Proxy.newProxyInstance(Time.class.getClassLoader(), new Class<?>[] {Time.class}, (_, method, arguments) -> {
        Object result = method.invoke(clock, arguments);
        if (method.getName().equals("after") && !arguments[0].equals(REQUEST_LIMIT)) {
            pauses.add((Duration) arguments[0]);
        }
        return result;
    });
    private final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();
    private final SimulatedDevice device = new SimulatedDevice(time, OpusCodecs.best(), SimulatedDeviceProfile.numbered(7, "ws://old:1/"),
        new RecordedMicrophone(time, EncodedRecording.silence()), Loudspeaker.silent());
    private volatile String ota = ASKS.formatted(CHALLENGE);
    private volatile int activation = 202;

    SimulatedBootTest() throws IOException {
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            boolean activates = exchange.getRequestURI().getPath().endsWith("/activate");
            byte[] body = (activates ? "{}" : ota).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(activates ? activation : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
            requests.add(exchange.getRequestURI().getPath());
        });
        server.start();
        device.powerOn("http://127.0.0.1:" + server.getAddress().getPort() + "/ota");
    }

    @AfterEach
    void stop() {
        device.close();
        server.stop(0);
    }

    @Test
    void itShowsTheCodeAsksEvery3SecondsAndGoesOnWhenItIsApproved() throws Exception {
        next("/ota");
        next("/ota/activate");
        assertThat(DeviceEventSearch.find(device.events(), 0, new SimulatedDeviceEvent.ActivationRequired("123456")::equals)).isPresent();
        passes(3);
        next("/ota/activate");
        assertThat(device.state().get()).isEqualTo(new SimulatedState.Activating());
        ota = "{\"websocket\":{\"url\":\"ws://127.0.0.1:1/\",\"token\":\"mine\"}}";
        activation = 200;
        passes(3);
        next("/ota/activate");
        next("/ota");
        await().until(() -> device.state().get() instanceof SimulatedState.Idle);
        assertThat(device.profile().token()).contains("mine");
    }

    @Test
    void whoIsRefusedAsksEvery10SecondsAnd10TimesBeforeItAsksForAllAgain() throws Exception {
        activation = 403;
        next("/ota");
        for (int i = 0; i < 10; i++) {
            next("/ota/activate");
            passes(10);
        }
        next("/ota");
    }

    @Test
    void aButtonEndsTheWaitAlsoAtAServerThatSays200AndAsksForActivationAgain() throws Exception {
        activation = 200;
        next("/ota");
        next("/ota/activate");
        next("/ota");
        device.button();
        await().until(() -> device.state().get() instanceof SimulatedState.Idle);
    }

    @Test
    void withoutAChallengeItOnlyWaits() throws Exception {
        next("/ota");
        next("/ota/activate");
        ota = ASKS.formatted("");
        activation = 200;
        passes(3);
        next("/ota/activate");
        next("/ota");
        passes(10);
        passes(10);
        assertThat(requests).isEmpty();
    }

    private void next(String path) throws InterruptedException {
        assertThat(requests.poll(20, TimeUnit.SECONDS)).isEqualTo(path);
    }

    /// Lets the time pass for which the device pauses.
    private void passes(int seconds) throws InterruptedException {
        assertThat(pauses.poll(20, TimeUnit.SECONDS)).isEqualTo(Duration.ofSeconds(seconds));
        clock.advance(Duration.ofSeconds(seconds));
    }
}
