package earshot.ui.meetings;

import static earshot.ui.kit.Nodes.setShown;

import module java.base;

import earshot.meeting.MeetingCommand;
import earshot.meeting.MeetingTranscript;
import earshot.meeting.TranscriptVersion;
import earshot.ui.kit.Texts;
import earshot.ui.kit.TimeFormatter;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;

/// The texts of a meeting that was transcribed more than once, to choose the one that is shown, exported and summed up.
///
/// @param button there only where a meeting has several texts
record VersionMenu(MenuButton button, Texts texts, MeetingViewModel model) {
    void show(Optional<MeetingTranscript> transcript) {
        List<TranscriptVersion> versions = transcript.map(MeetingTranscript::versions).orElse(List.of());
        boolean ended = transcript.filter(of -> !of.meeting().running() && of.meeting().trashedAt().isEmpty()).isPresent();
        setShown(button, ended && !versions.isEmpty());
        versions.stream().filter(TranscriptVersion::shown).findFirst().ifPresent(shown -> button.setText(texts.get("meetings.version", name(shown))));
        button.getItems().setAll(versions.stream().map(this::item).toList());
    }

    private MenuItem item(TranscriptVersion version) {
        RadioMenuItem item = new RadioMenuItem(texts.get("meetings.version.item", name(version), TimeFormatter.DATE_MINUTE.format(version.at()), version.sentences()));
        item.setMnemonicParsing(false);
        item.setSelected(version.shown());
        item.setOnAction(_ -> {
            item.setSelected(version.shown()); // until it is so
            model.id().ifPresent(id -> model.send(new MeetingCommand.ShowVersion(id, version.number())));
        });
        return item;
    }

    private String name(TranscriptVersion version) {
        return version.recognizer().isEmpty() ? texts.get("meetings.version.first") : version.recognizer();
    }
}
