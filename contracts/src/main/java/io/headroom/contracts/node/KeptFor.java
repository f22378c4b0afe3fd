package io.headroom.contracts.node;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.pool.PoolMode;

/// Why a node that is idle, or could be emptied, is not given back.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "code")
@JsonSubTypes({
    @JsonSubTypes.Type(value = KeptFor.TooSoon.class, name = "too-soon"),
    @JsonSubTypes.Type(value = KeptFor.WaitingWork.class, name = "waiting-work"),
    @JsonSubTypes.Type(value = KeptFor.ForeseenDemand.class, name = "foreseen-demand"),
    @JsonSubTypes.Type(value = KeptFor.PoolMinimum.class, name = "pool-minimum"),
    @JsonSubTypes.Type(value = KeptFor.PoolNotActing.class, name = "pool-not-acting"),
    @JsonSubTypes.Type(value = KeptFor.ManyLeave.class, name = "many-leave"),
    @JsonSubTypes.Type(value = KeptFor.Stopped.class, name = "stopped"),
    @JsonSubTypes.Type(value = KeptFor.NotEmptied.class, name = "not-emptied"),
    @JsonSubTypes.Type(value = KeptFor.OnlyAdvised.class, name = "only-advised"),
})
@JsonIgnoreProperties(
        value = {"message", "quantile"},
        allowGetters = true)
public sealed interface KeptFor {

    /// When this reason is over by itself; absent where only a change ends it.
    @JsonProperty
    @Nullable Instant until();

    /// The reason as one sentence for people, with what would change it.
    @JsonProperty
    String message();

    /// It is empty for so short a time that what ends and what begins may only be about to meet.
    record TooSoon(Instant idleSince, Instant until) implements KeptFor {
        @Override
        public String message() {
            return "empty since "
                    + idleSince
                    + ": whether it may go is asked from "
                    + until
                    + " on";
        }
    }

    /// It could hold something that waits.
    record WaitingWork(String shape, int replicas) implements KeptFor {
        @Override
        public @Nullable Instant until() {
            return null;
        }

        @Override
        public String message() {
            return replicas + " replica(s) of " + shape + " wait, and it could hold them";
        }
    }

    /// It is likely enough to be used soon to pay for its idling until then.
    ///
    /// @param chance that it is used at `until`; @param enough from which chance on it is kept until then
    /// @param gpus that the lane has without it
    /// @param leadTime how far away another one would be
    /// @param waitingCostPerGpuHour dollars
    /// @param dearest the price of a GPU-hour above which it would go; absent where no price would change it
    record ForeseenDemand(
            String series,
            double chance,
            double enough,
            double gpus,
            Instant until,
            Duration leadTime,
            Money pricePerGpuHour,
            double waitingCostPerGpuHour,
            @Nullable Money dearest)
            implements KeptFor {

        /// Of the demand: it is used by what goes beyond.
        @JsonProperty
        public double quantile() {
            return 1 - chance;
        }

        @Override
        public String message() {
            String price =
                    dearest == null ? "" : ", or a GPU-hour costs more than $" + dearest + " here";
            return String.format(
                    Locale.ROOT,
                    "%s is foreseen to need more than the %.1f GPUs that are there without it by %s with a chance of %.2f"
                            + " (quantile %.2f); idling until then is worth it from %.2f on, at $%s a GPU-hour, $%.2f for an hour's wait"
                            + " and %s to another one. It goes once the chance is below %.2f%s",
                    series,
                    gpus,
                    until,
                    chance,
                    quantile(),
                    enough,
                    pricePerGpuHour,
                    waitingCostPerGpuHour,
                    leadTime,
                    enough,
                    price);
        }
    }

    /// Its pool would have too few without it.
    record PoolMinimum(String pool, int min) implements KeptFor {
        @Override
        public @Nullable Instant until() {
            return null;
        }

        @Override
        public String message() {
            return "pool " + pool + " keeps at least " + min + " node(s); a lower min lets it go";
        }
    }

    /// In its pool nothing is done.
    record PoolNotActing(String pool, PoolMode mode) implements KeptFor {
        @Override
        public @Nullable Instant until() {
            return null;
        }

        @Override
        public String message() {
            return "pool "
                    + pool
                    + " is in mode "
                    + mode.name().toLowerCase(Locale.ROOT)
                    + ": nothing is given back there";
        }
    }

    /// So many nodes of its lane leave already that it waits for its turn.
    record ManyLeave(String lane, int leaving, int allowed) implements KeptFor {
        @Override
        public @Nullable Instant until() {
            return null;
        }

        @Override
        public String message() {
            return leaving
                    + " node(s) of lane "
                    + lane
                    + " leave, and no more than "
                    + allowed
                    + " may at once; it may go when they are gone";
        }
    }

    /// It is stopped, and waits to be woken.
    ///
    /// @param since when it was stopped
    /// @param until when its disk has cost what one wake saves, or its life is too short for one
    /// @param diskPerHour what it costs while it is stopped
    /// @param wake how long it takes until it is awake and its first replica serves; @param boot the same of a new one. What replicas fetch and load counts as far as
    ///     it was seen. Absent where nobody offers it
    /// @param gpus that would wait; @param waitingCostPerGpuHour dollars that an hour's wait of one is worth
    record Stopped(
            Instant since,
            Instant until,
            Money diskPerHour,
            @Nullable Duration wake,
            @Nullable Duration boot,
            int gpus,
            double waitingCostPerGpuHour)
            implements KeptFor {
        @Override
        public String message() {
            String faster =
                    wake == null || boot == null
                            ? "a wake is thought to save a minute"
                            : "a wake takes " + wake + ", a new one " + boot;
            return String.format(
                    Locale.ROOT,
                    "stopped since %s, for $%s an hour; %s, and a wait of %d GPU(s) is worth $%.2f an hour for each. It is kept until %s,"
                            + " sooner if its disk gets dearer, waiting is worth less, a new one boots faster or its pool keeps fewer",
                    since,
                    diskPerHour,
                    faster,
                    gpus,
                    waitingCostPerGpuHour,
                    until);
        }
    }

    /// What runs on it seemed to fit elsewhere, and stays.
    ///
    /// @param askedAt when placement said so; @param until when it is asked again at the earliest
    /// @param why what placement said
    record NotEmptied(Instant askedAt, Instant until, String why) implements KeptFor {
        @Override
        public String message() {
            return "at "
                    + askedAt
                    + " it was not emptied: "
                    + why
                    + "; that is asked again from "
                    + until
                    + " on";
        }
    }

    /// In a pool that acts, placement would be asked to move what runs on it.
    ///
    /// @param pricePerHour dollars that an hour less of it would save
    record OnlyAdvised(String pool, PoolMode mode, Money pricePerHour) implements KeptFor {
        @Override
        public @Nullable Instant until() {
            return null;
        }

        @Override
        public String message() {
            return "what runs on it seems to fit elsewhere, and to go would save $"
                    + pricePerHour
                    + " an hour; pool "
                    + pool
                    + " is in mode "
                    + mode.name().toLowerCase(Locale.ROOT)
                    + ": nothing is moved for it";
        }
    }
}
