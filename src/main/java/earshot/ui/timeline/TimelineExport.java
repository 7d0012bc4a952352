package earshot.ui.timeline;

import module java.base;

import earshot.device.DeviceFacts;
import earshot.engine.Command;
import earshot.engine.Operation;
import earshot.event.Direction;
import earshot.event.Event;
import earshot.event.EventExporter;
import earshot.event.EventPayload;
import earshot.id.DeviceId;
import earshot.problem.Severity;
import earshot.server.ServerAddress;
import earshot.server.ServerSettings;
import earshot.ui.kit.BugReport;
import earshot.ui.kit.PickedFile;
import earshot.ui.kit.SystemClipboard;
import earshot.ui.kit.Texts;
import earshot.ui.kit.ViewContext;
import earshot.ui.kit.ViewController;
import earshot.watch.EventLog;
import earshot.wire.Dialect;
import javafx.stage.Window;

/// Takes rows out of the timeline: to the clipboard, to files. Several rows are rendered in the background, where a person may cancel it. On the FX thread
/// only.
record TimelineExport(ViewContext viewContext, TimelineViewModel model) {
    private static final String HELLO = "{\"type\":\"hello\",\"version\":1,\"transport\":\"websocket\","
        + "\"audio_params\":{\"format\":\"opus\",\"sample_rate\":16000,\"channels\":1,\"frame_duration\":60}}";
    private static final DateTimeFormatter FILE_TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd-HHmmss", Locale.ROOT);

    void copyText() {
        copy(EventExporter.Format.TXT);
    }

    void copyJson() {
        copy(EventExporter.Format.NDJSON);
    }

    private void copy(EventExporter.Format format) {
        List<Event> rows = model.selectedEvents();
        EventExporter exporter = new EventExporter(format, model.deviceNames(), model.locale());
        if (rows.size() == 1) {
            SystemClipboard.copy(exporter.row(rows.getFirst()).strip());
        } else if (!rows.isEmpty()) {
            viewContext.pump().whenDone(viewContext.send(new Command.ExportEvents(rows, exporter, Optional.empty())).outcome(), outcome -> {
                if (outcome instanceof Operation.Outcome.Done done && done.result().orElse(null) instanceof Operation.Result.Rendered(String text)) {
                    SystemClipboard.copy(text);
                    tell(done);
                }
            });
        }
    }

    void copyContent() {
        model.selectedEvent().ifPresent(row -> SystemClipboard.copy(EventDetail.fullText(row, model.locale())));
    }

    void copyReport() {
        model.selectedEvent().ifPresent(
            row -> SystemClipboard.copy(new BugReport(viewContext).text(new BugReport.Selection(row.device(), row.at(), "json", EventExporter.json(row)))));
    }

    /// Connects as the device of the selected row and sends what it sent in the selected rows, its hello first.
    void copyWebsocat() {
        model.selectedEvent().flatMap(Event::device).ifPresent(id -> {
            List<Event> sent = model.selectedEvents().stream().filter(event -> event.device().filter(id::equals).isPresent() && isMessage(event)).toList();
            boolean greets = sent.stream().findFirst().filter(event -> event.type().equals("hello")).isPresent();
            Stream<String> hello = sent.isEmpty() || greets ? Stream.empty() : Stream.of(helloBefore(sent.getFirst()).orElse(HELLO));
            SystemClipboard.copy(ClientCommand.websocat(url(id), headers(id),
                Stream.concat(hello, sent.stream().map(event -> EventDetail.fullText(event, Locale.ENGLISH))).toList()));
        });
    }

    void copyCurl() {
        model.selectedEvent().flatMap(Event::device).ifPresent(id -> SystemClipboard.copy(ClientCommand.curl(url(id), headers(id))));
    }

    private static boolean isMessage(Event event) {
        return event.direction() == Direction.IN && event.payload() instanceof EventPayload.Text;
    }

    /// The newest hello of the same device that came before.
    private Optional<String> helloBefore(Event event) {
        EventLog<Event> log = viewContext.model().events();
        return log.read(log.first(), log.capacity()).rows().stream().takeWhile(row -> row != event)
            .filter(row -> row.device().equals(event.device()) && row.type().equals("hello") && isMessage(row))
            .reduce((_, later) -> later).map(row -> EventDetail.fullText(row, Locale.ENGLISH));
    }

    private Optional<DeviceFacts.Link> link(DeviceId id) {
        return viewContext.model().devices().get().stream().filter(device -> device.id().equals(id)).findFirst()
            .flatMap(device -> device.facts().get().connection()).map(DeviceFacts.Connection::link);
    }

    /// The path that the device uses at the address that is shown first.
    private String url(DeviceId id) {
        Optional<ServerAddress> address = viewContext.model().addresses().get().stream().findFirst();
        boolean badge = link(id).filter(link -> link.dialect() == Dialect.BADGE).isPresent();
        String own = address.map(known -> badge ? known.badge() : known.ws()).orElse("ws://127.0.0.1:8000/xiaozhi/v1/");
        return link(id).map(DeviceFacts.Link::path).filter(path -> path.startsWith("/"))
            .map(path -> own.substring(0, own.indexOf('/', own.indexOf("://") + 3)) + path).orElse(own);
    }

    private SequencedMap<String, String> headers(DeviceId id) {
        SequencedMap<String, String> headers = new LinkedHashMap<>();
        headers.put("Device-Id", id.value());
        headers.put("Protocol-Version", String.valueOf(link(id).map(link -> link.framing().version()).orElse(1)));
        if (viewContext.model().settings().get().of(ServerSettings.SECTION).auth().enabled()) {
            headers.put("Authorization", "Bearer ***");
        }
        return headers;
    }

    /// Asks for a file and writes the content of the selected row.
    void saveContent(Window over) {
        model.selectedEvent().ifPresent(row -> {
            Texts texts = viewContext.texts();
            String ending = row.payload() instanceof EventPayload.Text ? "json" : "txt";
            viewContext.files()
                .save(over, texts.get("timeline.save"), row.type() + "-" + EventRowPainter.clock(row).replace(':', '-') + "." + ending, List.of(ending))
                .flatMap(file -> PickedFile.path(file, viewContext.notifier())).ifPresent(path -> {
                    try {
                        Files.writeString(path, EventDetail.fullText(row, model.locale()));
                    } catch (IOException e) {
                        ViewController.showFailedSave(viewContext.notifier(), path, e);
                    }
                });
        });
    }

    /// Asks for a file and writes the rows that the filter shows.
    void saveShown(Window over) {
        saveRows(over, model.shownEvents());
    }

    void saveSelected(Window over) {
        saveRows(over, model.selectedEvents());
    }

    private void saveRows(Window over, List<Event> rows) {
        Texts texts = viewContext.texts();
        String name = "timeline-" + FILE_TIME.format(viewContext.time().now().atZone(ZoneId.systemDefault())) + ".ndjson";
        viewContext.files()
            .save(over, texts.get("timeline.save.shown"), name,
                Stream.of(EventExporter.Format.NDJSON, EventExporter.Format.CSV, EventExporter.Format.TXT).map(EventExporter.Format::ending).toList())
            .flatMap(file -> PickedFile.path(file, viewContext.notifier())).ifPresent(file -> {
                EventExporter.Format format = EventExporter.Format.of(file).orElse(EventExporter.Format.NDJSON);
                viewContext.pump()
                    .whenDone(viewContext
                        .send(new Command.ExportEvents(rows, new EventExporter(format, model.deviceNames(), model.locale()), Optional.of(file))).outcome(),
                        outcome -> {
                    if (outcome instanceof Operation.Outcome.Done done) {
                        tell(done);
                    }
                });
            });
    }

    private void tell(Operation.Outcome.Done done) {
        viewContext.notifier().show(Severity.INFO, "rows", viewContext.texts().done(done));
    }
}
