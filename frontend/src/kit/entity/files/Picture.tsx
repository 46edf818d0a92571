import { useQuery } from "@tanstack/react-query";
import { useCallback } from "react";
import { fetchContent } from "./upload";

interface PictureProps {
  blob: Blob;
  alt: string;
  className: string;
}

/** A picture that this browser already has. */
export function Picture({ blob, alt, className }: PictureProps) {
  const show = useCallback(
    (image: HTMLImageElement | null) => {
      if (!image) return;
      const address = URL.createObjectURL(blob);
      image.src = address;
      return () => URL.revokeObjectURL(address);
    },
    [blob],
  );
  return <img ref={show} alt={alt} className={className} />;
}

/** The content of a file by its path; undefined until it has come, or when there is no path. */
export function useContent(path: string | null, fileId: string): Blob | undefined {
  const { data } = useQuery({ queryKey: ["files", fileId], queryFn: ({ signal }) => fetchContent(path ?? "", signal), enabled: path !== null, staleTime: Infinity, gcTime: 60_000 });
  return data;
}
