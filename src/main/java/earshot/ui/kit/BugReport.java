package earshot.ui.kit;

import module java.base;

import earshot.data.ControlCharacters;
import earshot.data.ProductVersion;
import earshot.data.TextLimit;
import earshot.device.DeviceFacts;
import earshot.engine.ActiveComponents;
import earshot.engine.ProblemEntry;
import earshot.event.Event;
import earshot.event.EventExporter;
import earshot.event.SecretMasker;
import earshot.id.DeviceId;
import earshot.problem.Problem;
import earshot.problem.ProblemSubject;
import earshot.watch.EventLog;

/// What somebody who looks for a fault needs to know, as one Markdown text: versions, the device, what was selected, its open problems and the rows of the
/// timeline around it. Secrets are masked. On the FX thread only.
public final class BugReport {
    /// Rows around the moment, of its device and of the program itself.
    static final int ROWS = 200;
    /// How many of them come after it.
    private static final int ROWS_AFTER = 50;
    private static final int PAGE = 4_000;
    private static final int LONGEST_CELL = 400;
    private static final int LONGEST_SELECTION = 8_000;
    private static final int LONGEST_ROW = 300;

    private final ViewContext viewContext;
    private final Texts texts;

    public BugReport(ViewContext viewContext) {
        this.viewContext = viewContext;
        texts = viewContext.texts();
    }

    /// @param language of the selected text, such as `json`
    public record Selection(Optional<DeviceId> device, Instant at, String language, String text) {}

    /// The report as Markdown.
    public String text(Selection selection) {
        StringBuilder out = new StringBuilder();
        out.append("# ").append(texts.get("report.title")).append("\n\n");
        table(out, versions());
        selection.device().flatMap(this::facts).ifPresent(facts -> {
            out.append("\n## ").append(texts.get("report.device")).append("\n\n");
            table(out, device(facts));
        });
        out.append("\n## ").append(texts.get("report.selected")).append("\n\n");
        block(out, selection.language(), List.of(SecretMasker.mask(TextLimit.cut(selection.text(), LONGEST_SELECTION))));
        problems(out, selection.device());
        Around rows = around(selection);
        findings(out, rows.events());
        out.append("\n## ").append(texts.get("report.rows", rows.events().size())).append("\n\n");
        block(out, "text", IntStream.range(0, rows.events().size()).mapToObj(i -> (i == rows.selected() ? "> " : "  ") + line(rows.events().get(i))).toList());
        return out.toString();
    }

    private SequencedMap<String, String> versions() {
        SequencedMap<String, String> facts = new LinkedHashMap<>();
        facts.put("Earshot", ProductVersion.text());
        facts.put("Java", Runtime.version() + " · " + System.getProperty("java.vendor"));
        facts.put(texts.get("report.system"), String.join(" ", System.getProperty("os.name"), System.getProperty("os.version"), System.getProperty("os.arch")));
        viewContext.model().recordedSession().ifPresentOrElse(
            session -> facts.put(texts.get("report.recorded"), "Earshot " + session.product() + " · " + clock(session.began())), () -> {
                ActiveComponents parts = viewContext.model().activeComponents().get();
                facts.put(texts.get("report.parts"),
                    String.join(" · ", parts.recognizer(), parts.assistant(), parts.voice(), parts.codec(), parts.detector()));
                facts.put(texts.get("report.time"), clock(viewContext.time().now()));
            });
        return facts;
    }

    private static String clock(Instant at) {
        return TimeFormatter.DATE_CLOCK.format(at) + " " + ZoneId.systemDefault();
    }

    private SequencedMap<String, String> device(DeviceFacts facts) {
        SequencedMap<String, String> shown = new LinkedHashMap<>();
        shown.put(texts.get("report.name"), facts.name() + (facts.name().equals(facts.id().value()) ? "" : " (" + facts.id() + ")"));
        facts.ota().ifPresent(ota -> {
            shown.put(texts.get("handshake.board"), ota.board());
            shown.put(texts.get("handshake.firmware"), ota.firmware());
            ota.rssi().ifPresent(rssi -> shown.put(texts.get("handshake.rssi"), rssi + " dBm"));
            ota.freeHeap().ifPresent(heap -> shown.put(texts.get("handshake.heap"), heap / 1024 + " KB"));
        });
        facts.connection().ifPresentOrElse(now -> {
            DeviceFacts.Link link = now.link();
            shown.put(texts.get("handshake.since"), TimeFormatter.DATE_CLOCK.format(link.since()));
            shown.put(texts.get("handshake.path"), link.path());
            shown.put(texts.get("report.dialect"), texts.get("device.dialect." + Texts.keyOf(link.dialect())));
            shown.put(texts.get("handshake.framing"), texts.get("handshake.framing." + link.framing().version()));
            shown.put(texts.get("handshake.hello"),
                now.hello().map(hello -> "v" + hello.version() + " · " + hello.audio()).orElse(texts.get("handshake.hello.none")));
            now.hello().ifPresent(hello -> shown.put(texts.get("handshake.features"), String.join(", ", hello.features())));
            shown.put(texts.get("report.mode"), texts.get("device.mode." + now.mode().wireName()));
            now.roundTrip().ifPresent(took -> shown.put(texts.get("devices.column.round_trip"), DurationFormatter.millis(took)));
        }, () -> facts.history().lastEnd().ifPresent(end -> shown.put(texts.get("handshake.ended"),
            TimeFormatter.DATE_CLOCK.format(end.at()) + " · " + end.code() + " · " + end.words(texts.language().locale()))));
        shown.put(texts.get("report.connections"), String.valueOf(facts.history().connections()));
        return shown;
    }

    private Optional<DeviceFacts> facts(DeviceId id) {
        return viewContext.model().devices().get().stream().filter(device -> device.id().equals(id)).findFirst().map(device -> device.facts().get());
    }

    private void problems(StringBuilder out, Optional<DeviceId> device) {
        List<ProblemEntry> open = viewContext.model().problems().get().stream().filter(entry -> entry.open() && concerns(entry.problem().subject(), device))
            .toList();
        out.append("\n## ").append(texts.get("report.problems", open.size())).append("\n\n");
        open.forEach(entry -> {
            Problem problem = DeviceNames.in(viewContext.model(), entry.problem());
            out.append("- `").append(problem.code().key()).append("` ").append(inline(texts.account(problem) + " → " + texts.remedy(problem)))
                .append(" (").append(entry.count()).append(" ×, ").append(TimeFormatter.DAY_CLOCK.format(entry.last())).append(")\n");
        });
        if (open.isEmpty()) {
            out.append(texts.get("report.problems.none")).append('\n');
        }
    }

    /// What the rows say that the protocol lint found, also what is over: each rule once, with the newest of it.
    private void findings(StringBuilder out, List<Event> rows) {
        SequencedMap<Problem, Event> newest = new LinkedHashMap<>();
        Map<ProblemSubject, Problem> byRule = new HashMap<>();
        rows.forEach(row -> ToldFinding.problem(row).ifPresent(problem -> {
            Optional.ofNullable(byRule.put(problem.subject(), problem)).ifPresent(newest::remove);
            newest.put(problem, row);
        }));
        if (newest.isEmpty()) {
            return;
        }
        out.append("\n## ").append(texts.get("report.findings", newest.size())).append("\n\n");
        newest.forEach((found, row) -> {
            Problem problem = DeviceNames.in(viewContext.model(), found);
            String rule = ToldFinding.of(row).map(finding -> finding.rule().id()).orElseThrow();
            out.append("- `").append(rule).append("` ").append(inline(texts.account(problem) + " → " + texts.remedy(problem)))
                .append(" (").append(TimeFormatter.DAY_CLOCK.format(row.at())).append(")\n");
        });
    }

    /// Whether a problem is that of the device, or of no device at all.
    private static boolean concerns(ProblemSubject subject, Optional<DeviceId> device) {
        return switch (subject) {
            case ProblemSubject.Device(DeviceId id) -> device.filter(id::equals).isPresent();
            case ProblemSubject.ProtocolRule(DeviceId id, String _) -> device.filter(id::equals).isPresent();
            case ProblemSubject.Program _, ProblemSubject.Setting _, ProblemSubject.File _, ProblemSubject.SettingsFile _, ProblemSubject.Meeting _ -> true;
        };
    }

    /// @param selected index of the newest row that is not after the moment, -1 for none
    private record Around(List<Event> events, int selected) {}

    private Around around(Selection selection) {
        Deque<Event> before = new ArrayDeque<>();
        List<Event> after = new ArrayList<>();
        EventLog<Event> log = viewContext.model().events();
        for (long at = log.first(); at < log.end() && after.size() < ROWS_AFTER;) {
            EventLog.Page<Event> page = log.read(at, PAGE);
            page.rows().stream().filter(event -> event.device().isEmpty() || selection.device().isEmpty() || event.device().equals(selection.device()))
                .forEach(event -> {
                if (event.at().isAfter(selection.at())) {
                    after.add(event);
                } else {
                    before.add(event);
                    if (before.size() > ROWS) {
                        before.removeFirst();
                    }
                }
            });
            at = page.next();
        }
        List<Event> later = after.subList(0, Math.min(ROWS_AFTER, after.size()));
        List<Event> earlier = before.stream().skip(Math.max(0, before.size() + later.size() - ROWS)).toList();
        return new Around(Stream.concat(earlier.stream(), later.stream()).toList(), earlier.size() - 1);
    }

    private String line(Event event) {
        String name = event.device().map(id -> DeviceNames.of(viewContext.model(), id)).orElse("–");
        return SecretMasker.mask(TextLimit.cut(ControlCharacters.escape(EventExporter.line(event, name, texts.language().locale())), LONGEST_ROW));
    }

    private static void table(StringBuilder out, SequencedMap<String, String> facts) {
        out.append("| | |\n| --- | --- |\n");
        facts.forEach((name, value) -> out.append("| ").append(name).append(" | ").append(inline(value)).append(" |\n"));
    }

    /// In one line, without what Markdown or HTML would take for its own.
    private static String inline(String text) {
        return SecretMasker.mask(TextLimit.cut(ControlCharacters.toSpaces(text), LONGEST_CELL)).replaceAll("[\\\\|`*_<>\\[\\]]", "\\\\$0");
    }

    /// The fence is longer than any in the text.
    private static void block(StringBuilder out, String language, List<String> lines) {
        String text = String.join("\n", lines);
        String fence = "```";
        while (text.contains(fence)) {
            fence += "`";
        }
        out.append(fence).append(language).append('\n').append(text).append('\n').append(fence).append('\n');
    }
}
