package earshot.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.api.ApiAccess;
import earshot.audio.StreamStatistics;
import earshot.device.ConnectionMode;
import earshot.device.DeviceModel;
import earshot.device.ListenState;
import earshot.id.DeviceId;
import earshot.problem.Severity;
import earshot.server.ConnectionAttempt;
import earshot.server.HttpMethod;
import earshot.server.HttpReply;
import earshot.server.HttpRequest;
import earshot.time.TimeFake;
import earshot.turn.TurnLog;
import earshot.ui.DeviceModelFake;
import earshot.wire.Dialect;
import org.junit.jupiter.api.Test;

class MetricsPageTest {
    private final TimeFake time = new TimeFake();
    private final List<DeviceModel> devices = new ArrayList<>();
    private final Map<String, Integer> queues = new HashMap<>();
    private final List<MetricsPage.OpenProblems> problems = new ArrayList<>();
    private final ApiAccess access = new ApiAccess(() -> new ApiAccess.Rules(Optional.of("secret"), 3), _ -> false, time);
    private final MetricsPage page = new MetricsPage(access,
        new MetricsPage.Sources(() -> devices, new TurnLog(), () -> queues, () -> problems, () -> 4_711, () -> 2));

    @Test
    void thePageIsTextForPrometheusThatNobodyKeeps() {
        HttpReply reply = ask("GET", "/metrics?token=secret");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.type()).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
        assertThat(reply.headers()).containsEntry("Cache-Control", "no-store");
        assertThat(page.path()).isEqualTo("/metrics");
        assertThat(page.polled()).as("a line in the log for each request would fill it").isTrue();
    }

    @Test
    void eachMetricIsDescribedOnceAndIsThereAlsoWhenNothingHappened() {
        List<String> described = text().lines().filter(line -> line.startsWith("# TYPE ")).map(line -> line.split(" ")[2]).toList();
        assertThat(described).doesNotHaveDuplicates().contains("earshot_devices", "earshot_frames_total", "earshot_round_trip_seconds", "earshot_turns_total",
            "earshot_queue_depth", "earshot_problems_open", "earshot_heap_used_bytes");
        assertThat(text()).contains("\nearshot_devices{presence=\"connected\"} 0\n", "\nearshot_turns_running 0\n", "\nearshot_events_total 4711\n",
            "\nearshot_event_streams 2\n");
    }

    @Test
    void devicesAreCountedByPresence() {
        devices.add(connected("aa"));
        devices.add(connected("bb"));
        devices.add(new DeviceModelFake(time, new DeviceId("cc")).asleep(Duration.ofMinutes(1), "device.hangup"));
        assertThat(text()).contains("earshot_devices{presence=\"connected\"} 2\n", "earshot_devices{presence=\"asleep\"} 1\n",
            "earshot_devices{presence=\"never_arrived\"} 0\n",
            "earshot_round_trip_seconds{device=\"aa\"} 0.012\n").doesNotContain("earshot_round_trip_seconds{device=\"cc\"}");
    }

    @Test
    void soundIsCountedInBothDirectionsAndOnlyOfDevicesThatHadAny() {
        DeviceModelFake device = connected("aa");
        device.flowIn.set(new StreamStatistics(16.7, 5_120, 2, 1, 3.4, 4));
        device.flowOut.set(new StreamStatistics(0, 70, 0, 3, 0, 9));
        devices.add(device);
        DeviceModelFake silent = connected("bb");
        silent.flowIn.set(StreamStatistics.NONE);
        devices.add(silent);
        assertThat(text())
            .contains("earshot_frames_total{device=\"aa\",direction=\"in\"} 5120\n", "earshot_frames_total{device=\"aa\",direction=\"out\"} 70\n",
                "earshot_frames_late_total{device=\"aa\",direction=\"in\"} 2\n",
                "earshot_frames_lost_total{device=\"aa\",direction=\"out\"} 3\n", "earshot_frames_queued{device=\"aa\",direction=\"in\"} 4\n",
                "earshot_frames_queued{device=\"aa\",direction=\"out\"} 9\n")
            .doesNotContain("earshot_frames_total{device=\"bb\"");
    }

    @Test
    void queuesComeByNameAndProblemsByCode() {
        queues.put("recognition", 3);
        queues.put("export", 0);
        problems.add(new MetricsPage.OpenProblems("FRAMES_LATE", Severity.WARNING, 2));
        assertThat(text()).contains("earshot_queue_depth{queue=\"export\"} 0\nearshot_queue_depth{queue=\"recognition\"} 3\n",
            "earshot_problems_open{code=\"frames_late\",severity=\"warning\"} 2\n");
    }

    @Test
    void onlyWhoShowsTheTokenReads() {
        assertThat(ask("GET", "/metrics").status()).isEqualTo(401);
        assertThat(ask("GET", "/metrics?token=guess").status()).isEqualTo(401);
        assertThat(ask("GET", "/metrics?token=secret").status()).isEqualTo(200);
        assertThat(ask("GET", "/metrics?token=secret").status()).as("too often in one second").isEqualTo(429);
    }

    @Test
    void whatIsAskedOtherwiseIsRefused() {
        HttpReply posted = ask("POST", "/metrics?token=secret");
        assertThat(posted.status()).isEqualTo(405);
        assertThat(posted.headers()).containsEntry("Allow", "GET, HEAD, OPTIONS");
        assertThat(ask("GET", "/metrics/turns?token=secret").status()).isEqualTo(404);
        assertThat(ask("GET", "/metrics?token=%zz").status()).isEqualTo(400);
        time.advance(Duration.ofSeconds(2));
        assertThat(ask("HEAD", "/metrics?token=secret").status()).isEqualTo(200);
    }

    private DeviceModelFake connected(String id) {
        return new DeviceModelFake(time, new DeviceId(id)).connected(Dialect.XIAOZHI, ListenState.IDLE, false, ConnectionMode.CONNECTED_IDLE, "");
    }

    private String text() {
        return new String(ask("GET", "/metrics?token=secret").body(), StandardCharsets.UTF_8);
    }

    private HttpReply ask(String method, String target) {
        return page.answer(new HttpRequest(ConnectionAttempt.Port.HTTP, new HttpMethod(method), target, Map.of(), new byte[0], new InetSocketAddress("10.0.0.7", 5_000),
            new InetSocketAddress("10.0.0.1", 8_000), false));
    }
}
