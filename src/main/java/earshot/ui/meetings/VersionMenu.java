package earshot.ui.meetings;

import static earshot.ui.kit.Nodes.setShown;

import module java.base;

import earshot.meeting.MeetingCommand;
import earshot.meeting.MeetingTranscript;
import earshot.meeting.TranscriptVersion;
import earshot.ui.kit.RowMenu;
import earshot.ui.kit.Texts;
import earshot.ui.kit.TimeFormatter;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;

/// The texts of a meeting that was transcribed more than once, to choose the one that is shown, exported and summed up.
///
/// @param button there only where a meeting has several texts
/// @param delete asks whether a text is to be deleted, by its name
record VersionMenu(MenuButton button, Texts texts, MeetingViewModel model, BiConsumer<TranscriptVersion, String> delete) {
    void show(Optional<MeetingTranscript> transcript) {
        List<TranscriptVersion> versions = transcript.map(MeetingTranscript::versions).orElse(List.of());
        boolean ended = transcript.filter(of -> !of.meeting().running() && of.meeting().trashedAt().isEmpty()).isPresent();
        setShown(button, ended && versions.size() > 1);
        versions.stream().filter(TranscriptVersion::shown).findFirst().ifPresent(shown -> button.setText(texts.get("meetings.version", name(shown))));
        button.getItems().setAll(
            RowMenu.groups(versions.stream().map(this::item).toList(), versions.stream().filter(version -> !version.shown()).map(this::deletion).toList()));
    }

    private MenuItem item(TranscriptVersion version) {
        RadioMenuItem item = new RadioMenuItem(
            texts.get("meetings.version.item", name(version), TimeFormatter.DATE_MINUTE.format(version.at()), version.sentences()));
        item.setMnemonicParsing(false);
        item.setSelected(version.shown());
        item.setOnAction(_ -> {
            item.setSelected(version.shown()); // until it is so
            model.id().ifPresent(id -> model.send(new MeetingCommand.ShowVersion(id, version.number())));
        });
        return item;
    }

    private MenuItem deletion(TranscriptVersion version) {
        String name = texts.get("meetings.version.item", name(version), TimeFormatter.DATE_MINUTE.format(version.at()), version.sentences());
        return RowMenu.item(texts.get("meetings.version.delete", name), () -> delete.accept(version, name));
    }

    private String name(TranscriptVersion version) {
        return version.recognizer().isEmpty() ? texts.get("meetings.version.first") : version.recognizer();
    }
}
