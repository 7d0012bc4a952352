package earshot.proof;

import static earshot.data.JsonMappers.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.peer.PeerQueueProcess;
import earshot.store.ChildProcess;
import earshot.time.SystemTime;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `kill -9` while badges send messages to others that are away, and while those fetch them.
class KilledQueueTest {
    private static final int SENDERS = 5;
    private static final int TARGETS = 50;
    /// Targets of one message: five senders with one message a second make fifty operations a second.
    private static final int EACH = 10;

    private final SystemTime time = new SystemTime();
    private final Random random = new Random(19);
    /// Message and target of what was acknowledged as queued.
    private final Set<String> acknowledged = new TreeSet<>();
    /// What was sent, acknowledged or not.
    private final Set<String> sent = new HashSet<>();
    /// The ids under which a message reached its target, once for each time.
    private final Map<String, List<String>> reached = new TreeMap<>();

    @TempDir
    Path home;

    @TempDir
    Path logs;

    @Test
    @Timeout(180)
    @DisplayName("section 11: the queue alone keeps what it acknowledged over a kill -9, once and in order")
    void theQueueSurvivesAKill() throws Exception {
        Process process = ChildProcess.start(PeerQueueProcess.class, List.of(home.toString()), logs.resolve("errors"));
        List<String> kept = new ArrayList<>();
        try (BufferedReader told = process.inputReader()) {
            for (String line = told.readLine(); line != null; line = told.readLine()) {
                kept.add(line);
                if (kept.size() == 10) {
                    // as a process of its own: its output stays open
                    process.toHandle().destroyForcibly();
                }
            }
        }
        process.waitFor();
        List<String> reached = PeerQueueProcess.reach(home);
        assertThat(kept).hasSizeGreaterThanOrEqualTo(10);
        assertThat(reached).doesNotHaveDuplicates().startsWith(kept.toArray(String[]::new)).hasSizeBetween(kept.size(), kept.size() + 1);
    }

    @Test
    @Tag("proof")
    @Timeout(300)
    @DisplayName("section 11: what was acknowledged as queued is there after kill -9, and comes once")
    void nothingIsLostOverAKill() throws Exception {
        sendAndKill(1, 1);
        fetchAll();
        assertThat(wrong()).isEmpty();
        assertThat(acknowledged).isNotEmpty();
    }

    @Test
    @Tag("proof")
    @DisplayName("section 11: the same at fifty operations a second for a minute")
    void nothingIsLostInAMinute() throws Exception {
        sendAndKill(6, 10);
        fetchAndKill();
        fetchAll();
        List<String> wrong = wrong();
        ProofTable.record(new ProofTable.Row("kill -9 with a queue of messages", acknowledged.size(),
            wrong.size() + " lost or twice; " + repeated() + " came again under the id they had", "0", wrong.isEmpty()));
        assertThat(wrong).isEmpty();
        assertThat(acknowledged).hasSizeGreaterThan(1000);
    }

    /// @param seconds of each life before it is killed
    private void sendAndKill(int lives, int seconds) throws Exception {
        Files.writeString(home.resolve("settings.yaml"), "peer: {enabled: true, allow_all: true}\n");
        for (int life = 0; life < lives; life++) {
            try (ProgramProcess program = start("send-" + life)) {
                send(program, life, Duration.ofMillis(seconds * 1000L - random.nextInt(900)));
            }
        }
    }

    private void fetchAndKill() throws Exception {
        try (ProgramProcess program = start("cut")) {
            for (int target = 0; target < TARGETS / 2; target++) {
                if (target == TARGETS / 4) {
                    program.kill();
                }
                fetch(program, target);
            }
        }
    }

    private void fetchAll() throws Exception {
        try (ProgramProcess program = start("fetch")) {
            for (int target = 0; target < TARGETS; target++) {
                assertThat(fetch(program, target)).as("target " + target).isTrue();
            }
        }
    }

    private ProgramProcess start(String log) throws IOException {
        return ProgramProcess.start(home, logs.resolve(log), List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"));
    }

    /// Sends until the program is gone, each round within a second. Its end is set off once something was acknowledged.
    private void send(ProgramProcess program, int life, Duration end) throws Exception {
        List<DeviceClientFake> badges = new ArrayList<>();
        try {
            for (int sender = 0; sender < SENDERS; sender++) {
                badges.add(DeviceClientFake.badge(time, program.port(), "sender-" + sender));
            }
            for (int round = 0; program.alive(); round++) {
                long begin = time.nanos();
                for (int sender = 0; sender < SENDERS && program.alive(); sender++) {
                    if (round == 0 && sender == 1) {
                        time.after(end, program::kill);
                    }
                    sendOne(badges.get(sender), "m" + life + "-" + round + "-" + sender + ".", sender);
                }
                time.sleep(Duration.ofNanos(Math.max(0, begin + Duration.ofSeconds(1).toNanos() - time.nanos())));
            }
        } catch (IOException e) {
            // the server is gone
        } finally {
            badges.forEach(DeviceClientFake::close);
        }
    }

    private void sendOne(DeviceClientFake badge, String text, int sender) throws JsonProcessingException {
        List<String> targets = IntStream.range(0, EACH).mapToObj(i -> target(sender * EACH + i)).toList();
        targets.forEach(target -> sent.add(text + " " + target));
        ObjectNode message = JSON.createObjectNode().put("type", "peer").put("category", "note");
        message.set("to", JSON.valueToTree(targets));
        message.putObject("payload").put("text", text);
        badge.ask(message.toString(), "\"text\":\"" + text + "\"");
        for (String answer : badge.texts) {
            if (answer.contains("\"status\":\"done\"") && answer.contains("\"text\":\"" + text + "\"")) {
                JSON.readTree(answer).path("enqueued").forEach(target -> acknowledged.add(text + " " + target.asText()));
            }
        }
    }

    /// Connects a target and keeps what comes before its hello. False when the program was gone before.
    private boolean fetch(ProgramProcess program, int target) throws JsonProcessingException {
        try (DeviceClientFake badge = DeviceClientFake.badge(time, program.port(), target(target))) {
            boolean whole = badge.ask(DeviceClientFake.HELLO, "\"type\":\"hello\"");
            for (String text : badge.texts) {
                JsonNode message = text.startsWith("{") ? JSON.readTree(text) : JSON.nullNode();
                if (message.path("type").asText().equals("peer")) {
                    reached.computeIfAbsent(message.path("summary").asText() + " " + target(target), _ -> new ArrayList<>()).add(message.path("id").asText());
                }
            }
            return whole;
        } catch (IOException e) {
            return false;
        }
    }

    private static String target(int number) {
        return "target-" + number;
    }

    /// How often a message came again, whose program had died before it knew that it had arrived.
    private int repeated() {
        return reached.values().stream().mapToInt(ids -> ids.size() - 1).sum();
    }

    private List<String> wrong() {
        Stream<String> lost = acknowledged.stream().filter(one -> !reached.containsKey(one)).map(one -> "lost: " + one);
        Stream<String> twice = reached.entrySet().stream().filter(one -> Set.copyOf(one.getValue()).size() > 1 || !sent.contains(one.getKey()))
            .map(one -> "twice, or never sent: " + one);
        return Stream.concat(lost, twice).toList();
    }
}
