/// What the simulated providers charge: the judge of every test about money.
@NullMarked
package io.headroom.cloudsim.bill;

import org.jspecify.annotations.NullMarked;
