package io.headroom.engine.placement.packing;

import java.util.Arrays;

/// The ranks of the nodes that have the same room, ascending.
final class Ranks {

    private int[] ranks = new int[2];
    private int size;

    boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    int first() {
        return ranks[0];
    }

    int get(int index) {
        return ranks[index];
    }

    void add(int rank) {
        int at = -Arrays.binarySearch(ranks, 0, size, rank) - 1;
        if (size == ranks.length) {
            ranks = Arrays.copyOf(ranks, size * 2);
        }
        System.arraycopy(ranks, at, ranks, at + 1, size - at);
        ranks[at] = rank;
        size++;
    }

    void remove(int rank) {
        int at = Arrays.binarySearch(ranks, 0, size, rank);
        System.arraycopy(ranks, at + 1, ranks, at, size - at - 1);
        size--;
    }
}
