package earshot.proof;

import static earshot.data.JsonMappers.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.store.ChildProcess;
import earshot.time.SystemTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `kill -9` at random moments while a device is in a meeting, new devices arrive, settings are saved and a device gets names. Lives
/// alternate between the program itself and a process with its engine, which also tells what it found at its start.
class KilledProgramTest {
    private static final int TO_A_MESSAGE = 5;
    private static final String OK = "{\"type\":\"meeting\",\"status\":\"ok\",\"phase\":\"snippet\"}";

    private final SystemTime time = new SystemTime();
    private final Random random = new Random(41);
    /// Sentences in the order in which they were acknowledged.
    private final List<String> said = new ArrayList<>();
    private final Set<String> devices = new LinkedHashSet<>();
    private List<String> unacknowledged = List.of();
    private int written;
    private int named;
    private final List<String> wrong = new ArrayList<>();
    private long acknowledged;
    private long slowestStart;
    private Process running;

    @TempDir
    Path home;

    @TempDir
    Path logs;

    @AfterEach
    void end() {
        if (running != null) {
            running.destroyForcibly();
        }
    }

    @Test
    @Timeout(180)
    @DisplayName("section 11: what was acknowledged is there after kill -9, once; settings, names and devices too")
    void survivesAFewKills() throws Exception {
        live(2);
        assertThat(wrong).isEmpty();
        assertThat(acknowledged).isPositive();
    }

    @Test
    @Tag("proof")
    @DisplayName("section 11: the same, a hundred times")
    void survivesAHundredKills() throws Exception {
        int kills = Integer.getInteger("earshot.proof.kills", 100);
        live(kills);
        ProofTable.record(new ProofTable.Row("kill -9 during writes", kills,
            wrong.size() + " of " + acknowledged + " lost or twice; start " + slowestStart + " ms at most", "0", wrong.isEmpty()));
        assertThat(wrong).isEmpty();
    }

    private void live(int kills) throws Exception {
        for (int life = 0; life < kills; life++) {
            Duration end = Duration.ofMillis(150 + random.nextInt(1_500));
            if (life % 2 == 0) {
                writeToEngine(life, end);
            } else {
                long begin = time.nanos();
                try (ProgramProcess program = ProgramProcess.start(home, logs.resolve("errors-" + life), List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"))) {
                    slowestStart = Math.max(slowestStart, Duration.ofNanos(time.nanos() - begin).toMillis());
                    talk(program.port(), life, program::alive, () -> time.after(end, program::kill));
                }
            }
        }
        writeToEngine(kills, Duration.ZERO);
        try (Stream<Path> files = Files.walk(home)) {
            files.map(Path::getFileName).map(Path::toString).filter(name -> name.contains(".broken-") || name.endsWith(".tmp"))
                .forEach(name -> wrong.add("left behind: " + name));
        }
    }

    /// One life of the engine: compares what it found, lets it write, and kills it.
    private void writeToEngine(int life, Duration end) throws Exception {
        running = ChildProcess.start(SettingsWriterProcess.class, List.of(home.toString(), Integer.toString(written + 1)), logs.resolve("errors-" + life));
        BufferedReader lines = running.inputReader(StandardCharsets.UTF_8);
        int port = 0;
        for (String line = lines.readLine(); port == 0; line = port == 0 ? lines.readLine() : line) {
            assertThat(line).as(() -> text(logs.resolve("errors-" + life))).isNotNull();
            if (line.startsWith("found ")) {
                compare(life, JSON.readTree(line.substring("found ".length())));
            } else if (line.startsWith("port ")) {
                port = Integer.parseInt(line.substring("port ".length()));
            }
        }
        CompletableFuture<Void> read = CompletableFuture.runAsync(() -> lines.lines().forEach(this::acknowledge), Thread::startVirtualThread);
        ProcessHandle handle = running.toHandle(); // destroyForcibly of Process would close the pipe, and what is acknowledged last would not be read
        if (end.isZero()) {
            handle.destroyForcibly();
        } else {
            talk(port, life, handle::isAlive, () -> time.after(end, handle::destroyForcibly));
        }
        running.waitFor();
        read.join();
    }

    private void acknowledge(String line) {
        if (line.startsWith("settings ")) {
            written = Integer.parseInt(line.substring("settings ".length()));
            acknowledged++;
        } else if (line.startsWith("name ")) {
            named = Integer.parseInt(line.substring("name ".length()));
            acknowledged++;
        } else if (line.startsWith("failed ")) {
            wrong.add(line);
        }
    }

    /// Talks as a badge in a meeting and as devices that come and go, until the server is gone. Its end is set off once something was
    /// acknowledged, and in each fifth life before.
    private void talk(int port, int life, BooleanSupplier alive, Runnable setOff) {
        List<String> came = new ArrayList<>();
        try (DeviceClientFake badge = DeviceClientFake.badge(time, port, "aa");
            DeviceClientFake renamed = DeviceClientFake.badge(time, port, SettingsWriterProcess.DEVICE.value())) {
            badge.socket.text("{\"type\":\"mode\",\"state\":\"start\",\"mode\":\"meeting\"}");
            for (int message = 0; alive.getAsBoolean(); message++) {
                if (message == (life % 5 == 4 ? 0 : 1)) {
                    setOff.run();
                }
                String id = "device-" + life + "-" + message;
                try (DeviceClientFake device = DeviceClientFake.badge(time, port, id)) {
                    if (message < 5 && device.ask(DeviceClientFake.HELLO, "hello")) {
                        came.add(id);
                    }
                }
                List<String> sentences = sentences();
                if (!badge.ask(snippet(sentences), OK)) {
                    unacknowledged = sentences;
                    return;
                }
                said.addAll(sentences);
                // what came before is written before: the database writes in order
                devices.addAll(came);
                acknowledged += sentences.size();
                time.sleep(Duration.ofMillis(120));
            }
        } catch (IOException e) {
            // the server is gone
        }
    }

    private void compare(int life, JsonNode found) {
        if (life == 0) {
            return;
        }
        Matcher prompt = Pattern.compile("number (\\d+) (?:你好){300}").matcher(found.path("prompt").textValue());
        check(life, prompt.matches() && between(Integer.parseInt(prompt.group(1)), written), "settings " + written + ": " + found.path("prompt"));
        written = Math.max(written, prompt.matches() ? Integer.parseInt(prompt.group(1)) : 0);
        Matcher name = Pattern.compile("number (\\d+)").matcher(found.path("devices").path(SettingsWriterProcess.DEVICE.value()).asText("number 0"));
        check(life, named == 0 || name.matches() && between(Integer.parseInt(name.group(1)), named),
            "name " + named + ": " + found.path("devices").path(SettingsWriterProcess.DEVICE.value()));
        devices.forEach(device -> check(life, found.path("devices").has(device), "device " + device));
        check(life, found.path("problems").valueStream().allMatch(problem -> problem.asText().contains("RUN_INTERRUPTED")),
            "problems " + found.path("problems"));
        check(life, found.path("meetings").size() == 1 || said.isEmpty() && found.path("meetings").isEmpty(), "meetings " + found.path("meetings").size());
        List<String> kept = found.path("meetings").isEmpty() ? List.of() : found.path("meetings").path(0).valueStream().map(JsonNode::textValue).toList();
        // the last message may have been written before it could be acknowledged, in part too
        List<String> all = Stream.concat(said.stream(), unacknowledged.stream()).toList();
        check(life, kept.size() >= said.size() && kept.size() <= all.size() && kept.equals(all.subList(0, kept.size())),
            "sentences " + said.size() + " acknowledged, " + kept.size() + " kept, "
            + kept.stream().distinct().count() + " different");
    }

    /// What was acknowledged last, or the one after it, which was written and could not be acknowledged.
    private static boolean between(int number, int acknowledged) {
        return number == acknowledged || number == acknowledged + 1;
    }

    private void check(int life, boolean holds, String what) {
        if (!holds) {
            wrong.add("life " + life + ", " + what);
        }
    }

    /// The next sentences to send; those that were not acknowledged come first, as from a real device.
    private List<String> sentences() {
        List<String> sentences = new ArrayList<>(unacknowledged);
        unacknowledged = List.of();
        while (sentences.size() < TO_A_MESSAGE) {
            sentences.add("sentence " + Long.toString(Math.abs(random.nextLong()), 36) + " of " + Long.toString(Math.abs(random.nextLong()), 36));
        }
        return sentences;
    }

    private static String snippet(List<String> texts) {
        return "{\"type\":\"meeting\",\"phase\":\"snippet\",\"items\":["
            + String.join(",", texts.stream().map(text -> "{\"tag\":\"t\",\"text\":\"" + text + "\"}").toList()) + "]}";
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
