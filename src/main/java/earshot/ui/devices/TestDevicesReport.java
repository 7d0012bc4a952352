package earshot.ui.devices;

import module java.base;

import earshot.engine.TestDeviceReport;
import earshot.ui.kit.DialogCard;
import earshot.ui.kit.DurationFormatter;
import earshot.ui.kit.Focus;
import earshot.ui.kit.ItemCell;
import earshot.ui.kit.ListSort;
import earshot.ui.kit.LiveRows;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.Overlay;
import earshot.ui.kit.RowMenu;
import earshot.ui.kit.SortHeading;
import earshot.ui.kit.SystemClipboard;
import earshot.ui.kit.Texts;
import earshot.ui.kit.ViewContext;
import earshot.watch.WatchSubscription;
import javafx.geometry.Pos;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/// What each test device played, missed and waited for, while they speak and afterwards.
final class TestDevicesReport {
    private static final Duration STEP = Duration.ofMillis(200);
    private static final double ROW = 30;
    private static final int MOST_ROWS = 12;
    private static final int MOST_FAILURES = 4;
    private static final Comparator<TestDeviceReport> BY_ID = Comparator.comparing(TestDeviceReport::deviceId);

    private final ViewContext viewContext;
    private final Texts texts;
    private final ListSort<TestDeviceReport> sort;
    private final LiveRows<TestDeviceReport> rows = new LiveRows<>(TestDeviceReport::deviceId);
    private final ListView<TestDeviceReport> list = new ListView<>();
    private final Label sum = Nodes.wrappedLabel("", "strong");
    private final Label failures = Nodes.wrappedLabel("", "bad-text", "small");
    private List<TestDeviceReport> reports = List.of();

    /// The columns, with their widths in pixels.
    private enum Column {
        DEVICE(140), STATE(80), ANSWERED(80), PLAYED(62), MISSED(62), LATE(56), GAP(92), REORDERED(92), WAITED(80), LONGEST(80);

        private final double width;

        Column(double width) {
            this.width = width;
        }
    }

    private TestDevicesReport(ViewContext viewContext) {
        this.viewContext = viewContext;
        texts = viewContext.texts();
        sort = new ListSort<>(viewContext.sorts(), "test-devices", ListSort.Column.byName(id(Column.DEVICE), report -> report.deviceId().value()),
            ListSort.Column.byName(id(Column.STATE), this::state),
            ListSort.Column.byLargest(id(Column.ANSWERED), report -> Optional.of(report.answered())),
            ListSort.Column.byLargest(id(Column.PLAYED), report -> Optional.of(report.frames().played())),
            ListSort.Column.byLargest(id(Column.MISSED), report -> Optional.of(report.frames().missed())),
            ListSort.Column.byLargest(id(Column.LATE), report -> Optional.of(report.frames().late())),
            ListSort.Column.byLargest(id(Column.GAP), report -> report.frames().longestGap()),
            ListSort.Column.byLargest(id(Column.REORDERED), report -> reordered(report)),
            ListSort.Column.byLargest(id(Column.WAITED), TestDeviceReport::waited),
            ListSort.Column.byLargest(id(Column.LONGEST), TestDeviceReport::longest));
    }

    static void show(Scene over, ViewContext viewContext) {
        new TestDevicesReport(viewContext).show(Overlay.of(over));
    }

    private void show(Overlay overlay) {
        list.setId("testReport");
        failures.setId("testFailures");
        list.setAccessibleText(texts.get("devices.report"));
        list.setFixedCellSize(ROW);
        list.setPrefHeight(ROW * MOST_ROWS);
        list.setMinHeight(ROW * 3);
        list.setCellFactory(_ -> new ReportCell());
        RowMenu.install(list, report -> List.of(RowMenu.item(texts.get("menu.copy.text"), () -> SystemClipboard.copy(line(report))),
            RowMenu.item(texts.get("device.id.copy"), () -> SystemClipboard.copy(report.deviceId().value()))));
        List<SortHeading> headings = Stream.of(Column.values()).map(column -> {
            SortHeading heading = Nodes.fixWidth(SortHeading.of(id(column), texts.get("devices.report." + id(column)), texts), column.width);
            heading.setAlignment(number(column) ? Pos.CENTER_RIGHT : Pos.CENTER_LEFT);
            return heading;
        }).toList();
        HBox head = new HBox(8);
        head.getStyleClass().add("test-report-row");
        head.getChildren().addAll(headings);
        Button copy = DialogCard.button(texts.get("menu.copy.text"), () -> SystemClipboard.copy(text()));
        DialogCard card = new DialogCard(texts.get("devices.report"), sum, new VBox(head, list), failures)
            .withButtons(DialogCard.button(texts.get("close"), overlay::dismiss), copy);
        card.setMaxWidth(1000);
        Focus.requestWhenShown(card, list);
        WatchSubscription watching = viewContext.pump().watch(viewContext.model().testDeviceReports(), STEP, this::show);
        Subscription shown = Subscription.combine(rows.attach(list, texts, _ -> {}), SortHeading.connect(headings, sort),
            sort.order().subscribe((_, _) -> rows.replace(sorted())), watching::close);
        card.sceneProperty().subscribe((before, now) -> {
            if (before != null && now == null) {
                shown.unsubscribe();
            }
        });
        overlay.show(card);
    }

    private void show(List<TestDeviceReport> now) {
        // what has been stopped stays to be read
        if (!now.isEmpty()) {
            reports = now;
        }
        rows.update(sorted());
        sum.setText(sum(reports, texts));
        List<String> failed = failures();
        failures.setText(failed.stream().limit(MOST_FAILURES).collect(Collectors.joining("\n"))
            + (failed.size() > MOST_FAILURES ? "\n" + texts.get("devices.report.failed.more", failed.size() - MOST_FAILURES) : ""));
        Nodes.setShown(failures, !failed.isEmpty());
    }

    /// What was expected in vain, each with its device.
    private List<String> failures() {
        return reports.stream().sorted(BY_ID)
            .flatMap(report -> report.failures().stream().map(failure -> report.deviceId() + "  " + failure.words(texts.language().locale()))).toList();
    }

    private List<TestDeviceReport> sorted() {
        return reports.stream().sorted(sort.over(BY_ID)).toList();
    }

    /// All devices in one line.
    static String sum(List<TestDeviceReport> reports, Texts texts) {
        int answered = reports.stream().mapToInt(TestDeviceReport::answered).sum();
        int asked = reports.stream().mapToInt(TestDeviceReport::asked).sum();
        long missed = reports.stream().mapToLong(report -> report.frames().missed()).sum();
        List<Duration> waits = reports.stream().map(TestDeviceReport::waited).flatMap(Optional::stream).sorted().toList();
        return texts.get("devices.report.sum", reports.size(), answered, asked, reports.stream().mapToLong(report -> report.frames().played()).sum(), missed,
            waits.isEmpty() ? "–" : DurationFormatter.unbroken(waits.get(waits.size() / 2)),
            reports.stream().map(TestDeviceReport::longest).flatMap(Optional::stream).max(Comparator.naturalOrder()).map(DurationFormatter::unbroken)
                .orElse("–"));
    }

    /// As long as the sum can become.
    static String longestSum(List<TestDeviceReport> reports, Texts texts) {
        int asked = Math.max(999, reports.stream().mapToInt(TestDeviceReport::asked).sum());
        String wait = DurationFormatter.unbroken(Duration.ofMillis(99_999));
        return texts.get("devices.report.sum", reports.size(), asked, asked, "99999", "99999", wait, wait);
    }

    private String text() {
        Stream<String> heads = Stream.of(Column.values()).map(column -> texts.get("devices.report." + id(column)));
        return Stream
            .concat(Stream.of(sum.getText(), heads.collect(Collectors.joining("\t"))), Stream.concat(sorted().stream().map(this::line), failures().stream()))
            .collect(Collectors.joining("\n"));
    }

    private String line(TestDeviceReport report) {
        return Stream.of(Column.values()).map(column -> value(report, column)).collect(Collectors.joining("\t"));
    }

    private String value(TestDeviceReport report, Column column) {
        return switch (column) {
            case DEVICE -> report.deviceId().value();
            case STATE -> state(report);
            case ANSWERED -> texts.get("devices.report.of", report.answered(), report.asked());
            case PLAYED -> Long.toString(report.frames().played());
            case MISSED -> Long.toString(report.frames().missed());
            case LATE -> Long.toString(report.frames().late());
            case GAP -> report.frames().longestGap().map(DurationFormatter::millis).orElse("–");
            case REORDERED -> reordered(report).map(String::valueOf).orElse("–");
            case WAITED -> report.waited().map(DurationFormatter::millis).orElse("–");
            case LONGEST -> report.longest().map(DurationFormatter::millis).orElse("–");
        };
    }

    private static Optional<Long> reordered(TestDeviceReport report) {
        return report.frames().reordered().stream().boxed().findFirst();
    }

    private String state(TestDeviceReport report) {
        return texts.getOrDefault("device.state." + report.state(), report.state());
    }

    private static boolean number(Column column) {
        return column != Column.DEVICE && column != Column.STATE;
    }

    private static String id(Column column) {
        return Texts.keyOf(column);
    }

    private final class ReportCell extends ItemCell<TestDeviceReport> {
        private final Map<Column, Label> values = new EnumMap<>(Column.class);
        private final HBox row = new HBox(8);

        ReportCell() {
            getStyleClass().add("test-report-row");
            for (Column column : Column.values()) {
                Label label = Nodes.fixWidth(Nodes.label("", number(column) ? "number" : "caption"), column.width);
                label.setAlignment(number(column) ? Pos.CENTER_RIGHT : Pos.CENTER_LEFT);
                values.put(column, label);
                row.getChildren().add(label);
            }
            row.setAlignment(Pos.CENTER_LEFT);
        }

        @Override
        protected void show(TestDeviceReport report) {
            values.forEach((column, label) -> label.setText(value(report, column)));
            Nodes.setStyleClass(values.get(Column.MISSED), "warn-text", report.frames().missed() > 0);
            Nodes.setStyleClass(values.get(Column.ANSWERED), "warn-text", report.answered() < report.spoken());
            setGraphic(row);
            setAccessibleText(Stream.of(Column.values()).map(column -> texts.get("devices.report." + id(column)) + " " + value(report, column))
                .collect(Collectors.joining(", ")));
        }
    }
}
