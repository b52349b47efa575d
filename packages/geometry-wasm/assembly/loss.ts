// How a measured deviation z costs: L(z) = linear·z + harmonic·½z² + hinge·½max(0, |z| − start)².

/** Parameters of a loss; `weight` scales its slope alone, so that values are reported unweighted. */
@unmanaged
export class Loss {
  weight: f64;
  linear: f64;
  harmonic: f64;
  hinge: f64;
  start: f64;

  /** L(z). */
  @inline
  value(z: f64): f64 {
    const beyond = max<f64>(0, abs(z) - this.start);
    return this.linear * z + 0.5 * (this.harmonic * z * z + this.hinge * beyond * beyond);
  }

  /** weight · dL/dz. */
  @inline
  slope(z: f64): f64 {
    const beyond = max<f64>(0, abs(z) - this.start);
    return this.weight * (this.linear + this.harmonic * z + this.hinge * copysign(beyond, z));
  }
}
