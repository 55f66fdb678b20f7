/** testing: what tests of several libs and apps share. */
export * from './ports.js';
