package io.headroom.local.postgres;

import java.util.logging.Level;
import java.util.logging.Logger;

import org.flywaydb.core.api.logging.Log;
import org.flywaydb.core.api.logging.LogCreator;
import org.jspecify.annotations.Nullable;

/// What Flyway says, in the JDK's log: its progress only for those who ask for details, for a start that
/// has nothing to migrate should say nothing.
public final class MigrationLog implements LogCreator {
    @Override
    public Log createLogger(Class<?> source) {
        return new ToJdk(Logger.getLogger(source.getName()));
    }

    private record ToJdk(Logger logger) implements Log {
        @Override
        public void debug(@Nullable String message) {
            logger.log(Level.FINER, message);
        }

        @Override
        public void info(@Nullable String message) {
            logger.log(Level.FINE, message);
        }

        @Override
        public void notice(@Nullable String message) {
            logger.log(Level.FINE, message);
        }

        @Override
        public void warn(@Nullable String message) {
            logger.log(Level.WARNING, message);
        }

        @Override
        public void error(@Nullable String message) {
            logger.log(Level.SEVERE, message);
        }

        @Override
        public void error(@Nullable String message, @Nullable Exception e) {
            logger.log(Level.SEVERE, message, e);
        }
    }
}
