/// Earshot: a desktop control console for voice devices, with the server they talk to inside.
module earshot {
    requires javafx.controls;
    requires javafx.fxml;
    requires org.controlsfx.controls;
    requires atlantafx.base;

    requires org.java_websocket;
    requires com.fasterxml.jackson.databind;
    requires org.slf4j;
    requires ch.qos.logback.classic;
    requires ch.qos.logback.core;
    requires com.nimbusds.jose.jwt;
    requires com.google.zxing;
    requires info.picocli;
    requires org.yaml.snakeyaml;

    requires concentus;
    requires libfvad.jni;
    requires whisper.jni;
    requires sphinx4.core;
    requires sphinx4.data; // resources only: without this line it is in the image but not resolved
    requires freetts;
    requires jlayer;
    requires javasound.flac;
    requires javasound.aac;

    requires java.desktop; // sound devices
    requires java.net.http;
    requires java.sql;
    requires org.xerial.sqlitejdbc;
    requires jdk.httpserver;
    requires java.management; // how this process was started
    requires jdk.management;

    exports earshot to javafx.graphics;
    opens earshot.cli to info.picocli;
    exports earshot.ui.kit to javafx.fxml; // our own controls, named in FXML files
    opens earshot.ui to javafx.fxml;
    opens earshot.ui.check to javafx.fxml;
    opens earshot.ui.comparison to javafx.fxml;
    opens earshot.ui.devices to javafx.fxml;
    opens earshot.ui.meetings to javafx.fxml;
    opens earshot.ui.messages to javafx.fxml;
    opens earshot.ui.models to javafx.fxml;
    opens earshot.ui.kit to javafx.fxml;
    opens earshot.ui.problems to javafx.fxml;
    opens earshot.ui.settings to javafx.fxml;
    opens earshot.ui.tasks to javafx.fxml;
    opens earshot.ui.timeline to javafx.fxml;
    opens earshot.ui.turns to javafx.fxml;

    provides ch.qos.logback.classic.spi.Configurator with earshot.cli.LogConfigurator;
}
