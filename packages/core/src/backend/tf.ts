/** The one door to TensorFlow.js: everything else imports it from here, so there is one version and one registry. */
export * as tf from "@tensorflow/tfjs";
