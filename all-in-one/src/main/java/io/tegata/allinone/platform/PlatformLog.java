package io.tegata.allinone.platform;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeAndTimeBasedRollingPolicy;
import ch.qos.logback.core.util.FileSize;
import java.nio.file.Path;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * The one log of the process. Six Spring Boot applications share one logging framework, and each
 * would set it up again and tear it down for all when it stops; so Spring Boot's hands are kept off
 * it, and this class sets it up once: JSON lines to a file that rolls and is bounded, nothing to
 * the console, which belongs to the person in front of it.
 */
public final class PlatformLog {

    private static final String FILE = "tegata.log";
    private static final String MAX_FILE_SIZE = "20MB";
    private static final String MAX_TOTAL_SIZE = "200MB";
    private static final int MAX_DAYS = 7;

    private PlatformLog() {}

    /** Nothing is logged before there is a file for it. Call it first of all. */
    public static void silence() {
        System.setProperty(LoggingSystem.SYSTEM_PROPERTY, LoggingSystem.NONE);
        LoggerContext context = context();
        context.reset();
        context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.OFF);
    }

    /** Logs to this folder from now on. */
    public static void writeTo(Path folder) {
        LoggerContext context = context();
        context.reset();
        var environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(
                        new MapPropertySource("log", Map.of("spring.application.name", "tegata")));
        context.putObject(Environment.class.getName(), environment);

        var encoder = new StructuredLogEncoder();
        encoder.setContext(context);
        encoder.setFormat("ecs");
        encoder.start();

        var appender = new RollingFileAppender<ILoggingEvent>();
        appender.setContext(context);
        appender.setFile(folder.resolve(FILE).toString());
        appender.setEncoder(encoder);
        var rolling = new SizeAndTimeBasedRollingPolicy<ILoggingEvent>();
        rolling.setContext(context);
        rolling.setParent(appender);
        rolling.setFileNamePattern(folder.resolve("tegata.%d{yyyy-MM-dd}.%i.log.gz").toString());
        rolling.setMaxFileSize(FileSize.valueOf(MAX_FILE_SIZE));
        rolling.setTotalSizeCap(FileSize.valueOf(MAX_TOTAL_SIZE));
        rolling.setMaxHistory(MAX_DAYS);
        rolling.start();
        appender.setRollingPolicy(rolling);
        appender.start();

        var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.INFO);
        root.addAppender(appender);
        for (String chatty : new String[] {"org.springframework", "org.apache", "com.zaxxer"}) {
            context.getLogger(chatty).setLevel(Level.WARN);
        }
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }

    /** Writes what is left; a file of a folder that will be deleted is let go. */
    public static void close() {
        context().stop();
    }

    private static LoggerContext context() {
        return (LoggerContext) LoggerFactory.getILoggerFactory();
    }
}
