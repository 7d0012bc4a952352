package earshot.bench;

import module java.base;

import com.sun.net.httpserver.HttpServer;
import earshot.audio.OpusCodecs;
import earshot.bench.DeviceCrowd.Connected;
import earshot.store.ChildProcess;
import earshot.time.SystemTime;
import java.awt.Robot;
import java.awt.event.KeyEvent;

/// What the window costs: the program with its window in a process of its own, first without devices, then with silent and with talking ones,
/// then without any again. The text of what they say comes at once from this process, so that no recognizer is measured. A second run
/// switches between the views while the devices talk, and the last ones tell when the window is painted. Linux with a display only.
///
/// CPU is that of the process in percent of one core; of it, the threads that took most. `java … earshot.bench.WindowRun [PROGRAM [ARGUMENT …]]`; the
/// README has the whole line. Without a program it is that of the class path, with the options of the launcher.
public final class WindowRun {
    private static final Pattern READY = Pattern.compile("ready ws=(\\S+) .*");
    private static final Pattern DRAWN = Pattern.compile(".*the view (\\S+) was drawn after (\\d+) ms.*");
    private static final Pattern PAINTED = Pattern.compile("(\\S+ \\S+) .*the window was drawn .*");
    private static final DateTimeFormatter LOGGED = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS");
    private static final Duration MEASURED = Duration.ofSeconds(Integer.getInteger("earshot.window.seconds", 60));
    private static final Duration SETTLE = Duration.ofSeconds(Integer.getInteger("earshot.window.settle", 60));
    private static final int RAIL = 8;
    private static final int TICKS_A_SECOND = 100;
    private static final int THREADS_SHOWN = 8;
    private static final int STARTS = 5;

    private final SystemTime time = new SystemTime();
    private final byte[][] packets = SpeechFrames.withSilence(OpusCodecs.best(), 16_000);
    private final LocalDateTime launched;
    private final Process program;
    private final Path log;
    private final DeviceCrowd crowd;

    /// CPU in clock ticks, of the process and by the name of the thread.
    private record Cpu(long ticks, Map<String, Long> threads) {}

    private WindowRun(List<String> command, int recognizer, String... more) throws IOException {
        Path home = Files.createTempDirectory("window-run");
        Files.writeString(home.resolve("settings.yaml"), """
            selected_module: {ASR: Here}
            ASR: {Here: {type: openai, base_url: "http://127.0.0.1:%d/v1", api_key: none, model_name: none, stand_in: false}}
            """.formatted(recognizer));
        List<String> line = new ArrayList<>(command);
        line.addAll(List.of("--home", home.toString(), "--host", "127.0.0.1", "--port", "0", "--http-port", "0"));
        line.addAll(List.of(more));
        log = home.resolve("logs").resolve("earshot.log");
        launched = LocalDateTime.now();
        program = new ProcessBuilder(line).redirectError(home.resolve("stderr.txt").toFile()).start();
        BufferedReader said = program.inputReader(StandardCharsets.UTF_8);
        Matcher ready = said.lines().map(READY::matcher).filter(Matcher::matches).findFirst().orElseThrow(() -> new IOException("it did not start: " + home));
        Thread.ofPlatform().daemon().start(() -> drain(said));
        crowd = new DeviceCrowd(time, ready.group(1));
    }

    /// So that the program never waits for a reader.
    private static void drain(BufferedReader said) {
        try {
            said.transferTo(Writer.nullWriter());
        } catch (IOException e) {
            // it has ended
        }
    }

    public static void main(String[] args) throws Exception {
        HttpServer recognizer = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        recognizer.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        recognizer.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            byte[] answer = "{\"text\":\"What time is it?\"}".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        recognizer.start();
        int port = recognizer.getAddress().getPort();
        List<String> command = args.length > 0 ? List.of(args) : fromClassPath();
        new WindowRun(command, port).costs();
        new WindowRun(command, port, "--log-level", "debug").views();
        for (int start = 1; start <= STARTS; start++) {
            new WindowRun(command, port, "--log-level", "debug").painted();
        }
        System.exit(0);
    }

    private static List<String> fromClassPath() {
        return List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), ChildProcess.LAUNCH_OPTIONS, "--enable-native-access=ALL-UNNAMED",
            "-cp", System.getProperty("java.class.path"), "earshot.Main");
    }

    private void costs() throws Exception {
        // rows under the pointer keep their places: those that come would not be shown, nor drawn
        new Robot().mouseMove(0, 0);
        rest(SETTLE);
        measure("no device", () -> rest(MEASURED));
        List<Connected> silent = crowd.connect(10, "02:ea:53:00");
        rest(SETTLE);
        measure("10 silent devices", () -> rest(MEASURED));
        silent.forEach(device -> device.client().drop());
        List<Connected> talking = crowd.connect(20, "02:ea:54:00");
        talking.forEach(device -> device.client().text(DeviceCrowd.LISTEN));
        DeviceCrowd.stream(talking, packets, SETTLE);
        measure("20 talking devices", () -> DeviceCrowd.stream(talking, packets, MEASURED));
        System.out.println(talking.stream().filter(device -> !device.ended().isDone()).count() + " of them still connected");
        talking.forEach(device -> device.client().drop());
        measure("the minute after them", () -> rest(Duration.ofMinutes(1)));
        measure("no device", () -> rest(MEASURED));
        program.destroy();
        program.waitFor();
    }

    private void views() throws Exception {
        List<Connected> talking = crowd.connect(20, "02:ea:54:00");
        talking.forEach(device -> device.client().text(DeviceCrowd.LISTEN));
        CompletableFuture<Long> speech = CompletableFuture.supplyAsync(() -> DeviceCrowd.stream(talking, packets, SETTLE.plusSeconds(4L * RAIL * 2)),
            run -> Thread.ofPlatform().start(run));
        rest(SETTLE);
        Robot keyboard = new Robot();
        for (int round = 0; round < 4; round++) {
            for (int view = 0; view < RAIL; view++) {
                press(keyboard, KeyEvent.VK_1 + (view + 1) % RAIL);
                rest(Duration.ofSeconds(2));
            }
        }
        speech.join();
        program.destroy();
        program.waitFor();
        Map<String, List<String>> drawn = Files.readAllLines(log).stream().map(DRAWN::matcher).filter(Matcher::matches)
            .collect(Collectors.groupingBy(match -> match.group(1), TreeMap::new, Collectors.mapping(match -> match.group(2), Collectors.toList())));
        drawn.forEach((view, millis) -> System.out.println("view " + view + " drawn after ms, first and later: " + String.join(", ", millis)));
    }

    private void painted() throws Exception {
        Optional<LocalDateTime> painted = Optional.empty();
        while (painted.isEmpty() && program.isAlive()) {
            rest(Duration.ofMillis(200));
            painted = Files.readAllLines(log).stream().map(PAINTED::matcher).filter(Matcher::matches).findFirst()
                .map(match -> LocalDateTime.parse(match.group(1), LOGGED));
        }
        System.out.println("window painted " + Duration.between(launched, painted.orElseThrow()).toMillis() + " ms after its launcher was started, in a new home");
        program.destroy();
        program.waitFor();
    }

    private static void press(Robot keyboard, int key) {
        keyboard.keyPress(KeyEvent.VK_CONTROL);
        keyboard.keyPress(key);
        keyboard.keyRelease(key);
        keyboard.keyRelease(KeyEvent.VK_CONTROL);
    }

    private void rest(Duration howLong) {
        time.sleep(howLong);
    }

    private void measure(String what, Runnable work) throws IOException {
        Cpu before = cpu();
        long from = System.nanoTime();
        work.run();
        double seconds = (System.nanoTime() - from) / 1e9;
        Cpu after = cpu();
        String threads = after.threads.entrySet().stream()
            .map(thread -> Map.entry(thread.getKey(), thread.getValue() - before.threads.getOrDefault(thread.getKey(), 0L)))
            .filter(thread -> thread.getValue() > 0)
            .sorted(Map.Entry.<String, Long>comparingByValue().reversed()).limit(THREADS_SHOWN)
            .map(thread -> String.format(Locale.ROOT, "%s %.2f", thread.getKey(), thread.getValue() * 100.0 / TICKS_A_SECOND / seconds))
            .collect(Collectors.joining(", "));
        System.out.printf(Locale.ROOT, "%s: %.2f %% of a core (%s); %d MB resident, heap %s%n", what,
            (after.ticks - before.ticks) * 100.0 / TICKS_A_SECOND / seconds, threads, residentMb(), heap());
    }

    private Cpu cpu() throws IOException {
        Path process = Path.of("/proc", Long.toString(program.pid()));
        Map<String, Long> threads = new HashMap<>();
        try (Stream<Path> tasks = Files.list(process.resolve("task"))) {
            for (Path task : tasks.toList()) {
                try {
                    threads.merge(Files.readString(task.resolve("comm")).strip().replaceAll("[-#]?\\d+$", ""), ticks(task), Long::sum);
                } catch (IOException e) {
                    // it ended meanwhile
                }
            }
        }
        return new Cpu(ticks(process), threads);
    }

    /// User and system time; the name before them may hold blanks.
    private static long ticks(Path process) throws IOException {
        String stat = Files.readString(process.resolve("stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    }

    /// What the collector says of it, in one line.
    private String heap() throws IOException {
        Process asked = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(program.pid()), "GC.heap_info")
            .redirectErrorStream(true).start();
        return asked.inputReader().lines().skip(1).findFirst().orElse("?").strip();
    }

    private long residentMb() throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(program.pid()), "status")).stream().filter(line -> line.startsWith("VmRSS:"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) >> 10).findFirst().orElse(-1);
    }
}
