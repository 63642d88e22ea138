// QR codes in pictures and before the camera: by the browser where it can, else by the library jsQR.
const Picture = {
  canvas: document.createElement("canvas"),

  async codes(source, width, height) {
    if ("BarcodeDetector" in window) {
      try {
        const found = await new BarcodeDetector({ formats: ["qr_code"] }).detect(source);
        if (found.length) return found.map((each) => each.rawValue);
      } catch (fault) { /* not on this system: the library then */ }
    }
    for (const largest of [1000, 1800, 2600]) { // dense codes want more dots, pale ones fewer
      const scale = Math.min(1, largest / Math.max(width, height));
      const [w, h] = [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
      Object.assign(Picture.canvas, { width: w, height: h });
      const pen = Picture.canvas.getContext("2d", { willReadFrequently: true });
      pen.drawImage(source, 0, 0, w, h);
      const found = jsQR(pen.getImageData(0, 0, w, h).data, w, h, { inversionAttempts: "dontInvert" });
      if (found) return [found.data];
      if (scale === 1) break;
    }
    return [];
  },

  async inFile(file) {
    const picture = await createImageBitmap(file);
    return Picture.codes(picture, picture.width, picture.height);
  },

  // looks through the camera until a code is found or `stop` is called
  async camera(video, told) {
    const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment", width: { ideal: 1920 } } });
    video.srcObject = stream;
    await video.play();
    let going = true;
    const stop = () => { going = false; stream.getTracks().forEach((track) => track.stop()); video.srcObject = null; };
    const look = async () => {
      if (!going) return;
      const codes = video.videoWidth ? await Picture.codes(video, video.videoWidth, video.videoHeight) : [];
      if (!going) return;
      if (codes.length) { stop(); told(codes[0]); } else setTimeout(look, 150);
    };
    look();
    return stop;
  },
};
